import { useQuery } from '@tanstack/react-query'
import type { PageView } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClock } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Fact, Facts } from './Facts.tsx'
import { deviceFacts, sourceFacts, systemFacts } from './facts.ts'
import { Trail } from './Trail.tsx'
import { VisitorName } from './VisitorName.tsx'
import styles from './VisitorPanel.module.css'

interface Props {
  readonly visitorId: string
  /** The visit that is shown; the latest one when absent. */
  readonly visitId: string | null
  /** Pages of that visit as they come in; asked for when absent. */
  readonly pages?: readonly PageView[] | undefined
  /** How the visitor is called while nobody gave a name. */
  readonly defaultName: string
  /** What the round picture is made of while nobody gave a name. */
  readonly face?: string | undefined
  /** What others know of him. */
  readonly furtherFacts?: readonly Fact[]
}

/** 访客信息 (D3.6): who this is, where from, with what, and the way through the pages. */
export function VisitorPanel({ visitorId, visitId, pages, defaultName, face, furtherFacts = [] }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const visitor = useQuery(queries.visitor.get.queryOptions({ input: { visitorId }, refetchOnMount: 'always' }))
  const visits = visitor.data?.visits ?? []
  const visit = visits.find((each) => each.visitId === visitId) ?? visits[0]

  if (visitor.isPending) return <Skeleton rows={7} />
  if (visitor.isError) return <FailureState error={visitor.error} onRetry={() => void visitor.refetch()} />
  const { visitor: who } = visitor.data
  return (
    <div className={styles.panel}>
      <VisitorName visitor={who} defaultName={defaultName} face={face ?? defaultName} />
      <Facts
        title={t('visitor.basics')}
        facts={[
          { label: t('visitor.visits'), value: t('visitor.times', { count: who.visitCount }) },
          { label: t('visitor.conversations'), value: t('visitor.times', { count: who.conversationCount }) },
          { label: t('visitor.firstSeen'), value: momentOf(clock, new Date(who.firstSeenAt)) },
          ...furtherFacts,
        ]}
      />
      {visit && (
        <>
          <Facts title={t('visitor.source')} facts={sourceFacts(visit, t)} />
          <Facts title={t('visitor.trail')} facts={[]}>
            <Trail visitId={visit.visitId} pages={pages} isLive={visit.leftAt === null} />
          </Facts>
          <Facts title={t('visitor.system')} facts={[...systemFacts(visit, t), ...deviceFacts(visit, t)]} />
        </>
      )}
    </div>
  )
}
