import { Link, useNavigate } from '@tanstack/react-router'
import type { LiveVisitor } from '@youwen/contract'
import { matchesFilter } from '@youwen/contract/filter-match'
import { Button, Dropdown, Tooltip } from 'antd'
import { BellRing, ChartColumn, Ellipsis } from 'lucide-react'
import { lazy, Suspense, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChosenFilter } from '../../features/filter/chosen.ts'
import { FilterBar } from '../../features/filter/FilterBar.tsx'
import { filterFactsOf, visitorFields } from '../../features/visitor/filter-facts.ts'
import { VisitorsPage } from '../../features/visitor/VisitorsPage.tsx'
import { useIsAppOn, useMayUse } from '../../platform/apps.ts'
import { useClock, useMay } from '../../platform/me.ts'
import { ScreenOf } from '../WhereUsed.tsx'
import styles from './VisitorsRoute.module.css'

const InviteDialog = lazy(() =>
  import('../../features/invite/InviteDialog.tsx').then((module) => ({ default: module.InviteDialog })),
)
const BlockDialog = lazy(() =>
  import('../../features/shield/BlockDialog.tsx').then((module) => ({ default: module.BlockDialog })),
)

interface Asked {
  readonly what: 'invite' | 'force' | 'block'
  readonly visitorId: string
  readonly name: string
}

export function VisitorsRoute() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayInvite = useMayUse('invite')
  const hasInvites = useIsAppOn()('invite')
  const mayBlock = useMay('shield.block')
  const [asked, setAsked] = useState<Asked>()
  const { timeZone } = useClock()
  const [chosen, setChosen] = useChosenFilter('visitor')
  const filter = useMemo(() => {
    const clock = { now: new Date(), timeZone }
    return {
      bar: <FilterBar place="visitor" fields={visitorFields} filter={chosen} onChange={setChosen} />,
      ...(chosen && { lets: (visitor: LiveVisitor) => matchesFilter(chosen, filterFactsOf(visitor), clock) }),
    }
  }, [chosen, setChosen, timeZone])
  const open = useCallback(
    (conversationId: string) => void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } }),
    [navigate],
  )
  const actions = useCallback(
    (visitor: LiveVisitor, name: string, place: 'row' | 'panel') => {
      const { visitorId, conversationId, leftAt, isInvited, isBlocked } = visitor
      const canInvite = mayInvite && leftAt === null && conversationId === null && !isInvited && !isBlocked
      const ask = (what: Asked['what']) => setAsked({ what, visitorId, name })
      const items = [
        ...(conversationId ? [{ key: 'open', label: t('visitor.openConversation') }] : []),
        ...(canInvite ? [{ key: 'force', label: t('invite.openByItself') }] : []),
        ...(mayBlock && !isBlocked ? [{ key: 'block', danger: true, label: t('shield.blockVisitor') }] : []),
      ]
      return (
        <>
          {canInvite && (
            <Tooltip title={place === 'row' ? t('invite.ask') : undefined} mouseEnterDelay={0.4}>
              <Button
                type={place === 'row' ? 'text' : 'primary'}
                size={place === 'row' ? 'small' : 'middle'}
                icon={<BellRing size={15} />}
                aria-label={t('invite.ask')}
                onClick={() => ask('invite')}
              >
                {place === 'panel' && t('invite.ask')}
              </Button>
            </Tooltip>
          )}
          {items.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items,
                onClick: ({ key }) => (key === 'open' && conversationId ? open(conversationId) : ask(key as 'force')),
              }}
            >
              <Button
                type="text"
                size={place === 'row' ? 'small' : 'middle'}
                icon={<Ellipsis size={16} />}
                aria-label={t('app.actionsFor', { name })}
              />
            </Dropdown>
          )}
        </>
      )
    },
    [mayInvite, mayBlock, open, t],
  )
  const links = hasInvites && (
    <Link to="/visitors/invitations" className={styles.link}>
      <ChartColumn size={16} />
      {t('invite.results')}
    </Link>
  )
  const close = () => setAsked(undefined)
  return (
    <ScreenOf app="visitor">
      <VisitorsPage onOpenConversation={open} actions={actions} filter={filter} links={links} />
      <Suspense fallback={null}>
        {asked?.what === 'block' && <BlockDialog visitorId={asked.visitorId} name={asked.name} onClose={close} />}
        {asked && asked.what !== 'block' && (
          <InviteDialog visitorId={asked.visitorId} name={asked.name} kind={asked.what} onClose={close} />
        )}
      </Suspense>
    </ScreenOf>
  )
}
