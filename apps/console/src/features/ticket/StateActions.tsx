import type { Ticket, TicketState } from '@youwen/contract'
import { Button, Dropdown, Space } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../platform/me.ts'
import type { ChangeTicketMutation } from './use-change-ticket.ts'

/** What usually comes next, first. */
const next: Readonly<Record<TicketState, readonly [TicketState, ...TicketState[]]>> = {
  open: ['in_progress', 'resolved', 'closed'],
  in_progress: ['resolved', 'open', 'closed'],
  resolved: ['closed', 'open'],
  closed: ['open'],
}

export function StateActions({ ticket, change }: { ticket: Ticket; change: ChangeTicketMutation }) {
  const { t } = useTranslation()
  const { agentId } = useMe()
  const [first, ...others] = next[ticket.state]
  // Who begins with what nobody has takes it by that.
  const isFree = ticket.assigneeId === null && ticket.state === 'open'
  const go = (state: TicketState) =>
    change.mutate({ state, ...(isFree && state === 'in_progress' ? { assigneeId: agentId } : {}) })
  const title = isFree ? t('ticket.takeIt') : t(`ticket.to.${first}`)
  return (
    <Space.Compact>
      <Button
        type={ticket.state === 'closed' ? 'default' : 'primary'}
        loading={change.isPending}
        onClick={() => go(first)}
      >
        {title}
      </Button>
      {others.length > 0 && (
        <Dropdown
          trigger={['click']}
          placement="bottomRight"
          menu={{
            items: others.map((state) => ({ key: state, label: t(`ticket.to.${state}`) })),
            onClick: ({ key }) => go(key as TicketState),
          }}
        >
          <Button
            type={ticket.state === 'closed' ? 'default' : 'primary'}
            icon={<ChevronDown size={15} />}
            aria-label={t('ticket.moreStates')}
          />
        </Dropdown>
      )}
    </Space.Compact>
  )
}
