import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { InviteResults } from '@youwen/contract'
import { BellRing } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../platform/api.ts'
import { useLive } from '../../../platform/live.ts'
import { useClock } from '../../../platform/me.ts'
import { useNow } from '../../../platform/now.ts'
import { dayOf } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { BoardPage } from '../../../ui/BoardPage.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { Tabs } from '../../../ui/Tabs.tsx'
import { DayBars } from './DayBars.tsx'
import { ExportButton } from './ExportButton.tsx'
import styles from './InviteResultsPage.module.css'
import { PeriodPicker } from './PeriodPicker.tsx'
import { type Period, periodOf } from './period.ts'
import { ResultsTable } from './ResultsTable.tsx'
import { SentList } from './SentList.tsx'
import { Summary } from './Summary.tsx'
import { type ResultTab, resultTabs } from './tabs.ts'

interface Props {
  /** The way back to the visitors. */
  readonly back: ReactNode
  /** The last week as long as nothing else was chosen. */
  readonly period: Period | undefined
  readonly tab: ResultTab
  readonly onChange: (shown: { period: Period | undefined; tab: ResultTab }) => void
  readonly onOpenConversation: (conversationId: string) => void
}

/** D5.2: what came of the invitations of a period. */
export function InviteResultsPage({ back, period: chosen, tab, onChange, onOpenConversation }: Props) {
  const { t } = useTranslation()
  const today = dayOf(useClock(), new Date(useNow()))
  const period = chosen ?? periodOf('week', today)
  const results = useQuery({
    ...queries.invite.results.queryOptions({ input: period, placeholderData: keepPreviousData, staleTime: 15_000 }),
    // Of a day that is over nothing changes any more.
    refetchInterval: period.through === today ? 30_000 : false,
  })
  const sent = results.data ? results.data.total.asked + results.data.total.forced : 0
  return (
    <BoardPage
      title={t('invite.results')}
      before={back}
      controls={
        <>
          <PeriodPicker period={period} today={today} onChange={(next) => onChange({ period: next, tab })} />
          {tab !== 'sent' && sent > 0 && <ExportButton period={period} by={tab} />}
        </>
      }
    >
      {results.isPending && <Skeleton rows={8} />}
      {results.isError && !results.data && (
        <FailureState error={results.error} onRetry={() => void results.refetch()} />
      )}
      {results.data && sent === 0 && (
        <EmptyState icon={<BellRing size={24} />} title={t('invite.none')} hint={t('invite.noneHint')} />
      )}
      {results.data && sent > 0 && (
        <div className={styles.body} aria-busy={results.isPlaceholderData}>
          <Summary total={results.data.total} />
          {results.data.byDay.length > 1 && <DayBars days={results.data.byDay} />}
          <Tabs
            label={t('invite.results')}
            chosen={tab}
            onChoose={(next) => onChange({ period: chosen, tab: next })}
            tabs={resultTabs.map((name) => ({ name, title: t(`invite.tab.${name}`) }))}
          />
          {tab === 'sent' ? (
            <SentList period={period} onOpenConversation={onOpenConversation} />
          ) : (
            <Lines results={results.data} by={tab} />
          )}
        </div>
      )}
    </BoardPage>
  )
}

function Lines({
  results: { total, byAgent, byText, byDay },
  by,
}: {
  results: InviteResults
  by: 'agent' | 'text' | 'day'
}) {
  const { t } = useTranslation()
  const colleagues = useLive((state) => state.colleagues)
  const lines = {
    agent: () =>
      byAgent.map((one) => ({
        ...one,
        key: one.agentId,
        name: (
          <span className={styles.who}>
            <Avatar
              id={one.agentId}
              name={one.agentName}
              url={colleagues.get(one.agentId)?.avatarUrl ?? null}
              size={24}
            />
            {one.agentName}
          </span>
        ),
      })),
    text: () =>
      byText.map((one) => ({
        ...one,
        key: one.text ?? '',
        name: one.text === null ? t('invite.otherTexts') : <span title={one.text}>{one.text}</span>,
      })),
    day: () =>
      byDay.toReversed().map((one) => ({ ...one, key: one.day, name: <span className="num">{one.day}</span> })),
  }
  return <ResultsTable key={by} title={t(`invite.by.${by}`)} lines={lines[by]()} total={total} />
}
