import { useNavigate } from '@tanstack/react-router'
import type { MonitoredAgent } from '@youwen/contract'
import { Button, Dropdown } from 'antd'
import { Ellipsis } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MonitorPage } from '../../features/monitor/MonitorPage.tsx'
import { ForceEndDialog } from '../../features/team/ForceEndDialog.tsx'
import { useMay, useMe } from '../../platform/me.ts'
import { ScreenOf } from '../WhereUsed.tsx'

export function MonitorRoute() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const me = useMe()
  const mayForceEnd = useMay('agent.force_end')
  const [ending, setEnding] = useState<MonitoredAgent>()
  const open = useCallback(
    (conversationId: string) => void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } }),
    [navigate],
  )
  const actions = useCallback(
    (agent: MonitoredAgent) =>
      mayForceEnd && agent.agentId !== me.agentId && agent.login ? (
        <Dropdown
          trigger={['click']}
          menu={{
            items: [{ key: 'end', danger: true, label: t('team.forceEnd') }],
            onClick: ({ domEvent }) => {
              domEvent.stopPropagation()
              setEnding(agent)
            },
          }}
        >
          <Button
            type="text"
            size="small"
            icon={<Ellipsis size={16} />}
            aria-label={t('app.actionsFor', { name: agent.name })}
            onClick={(event) => event.stopPropagation()}
          />
        </Dropdown>
      ) : null,
    [mayForceEnd, me.agentId, t],
  )
  return (
    <ScreenOf app="monitor">
      <MonitorPage onOpenConversation={open} actions={actions} />
      {ending && <ForceEndDialog agent={ending} onClose={() => setEnding(undefined)} />}
    </ScreenOf>
  )
}
