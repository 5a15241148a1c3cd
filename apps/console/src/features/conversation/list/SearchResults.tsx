import { useInfiniteQuery } from '@tanstack/react-query'
import type { Filter, SearchHit } from '@youwen/contract'
import { Select, Switch } from 'antd'
import { SearchX } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../../platform/api.ts'
import { useClock, useMe } from '../../../platform/me.ts'
import { useSettled } from '../../../platform/settled.ts'
import { shortMoment } from '../../../platform/time.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureState } from '../../../ui/FailureState.tsx'
import { MoreButton } from '../../../ui/Paged.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import styles from './SearchResults.module.css'

interface Props {
  readonly words: string
  /** Which conversations they are looked for in. */
  readonly filter: Filter | undefined
  readonly chosenId: string | undefined
  readonly onChoose: (conversationId: string, seq: number) => void
}

/** Fills the pane. */
const enough = 12

export function SearchResults({ words, filter, chosenId, onChoose }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const asked = useSettled(words, 250)
  const [days, setDays] = useState(0)
  const [isMine, setIsMine] = useState(false)
  const question = useMemo(
    () => ({
      words: asked,
      ...(filter ? { filter } : {}),
      ...(isMine ? { agentId: me.agentId } : {}),
      ...(days > 0 ? { from: new Date(Date.now() - days * 86_400_000).toISOString() } : {}),
    }),
    [asked, filter, isMine, me.agentId, days],
  )
  const found = useInfiniteQuery({
    queryKey: ['conversation', 'search', question],
    queryFn: ({ pageParam, signal }) =>
      queries.conversation.search.call(
        { ...question, limit: 30, ...(pageParam ? { cursor: pageParam } : {}) },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const hits = found.data?.pages.flatMap((page) => page.items) ?? []
  // A page looks only so far back: where little fits, it goes on by itself until there is something to see.
  const { hasNextPage, isFetching, fetchNextPage } = found
  const goesOn = hits.length < enough && hasNextPage && !found.isError
  useEffect(() => {
    if (goesOn && !isFetching) void fetchNextPage()
  }, [goesOn, isFetching, fetchNextPage])

  return (
    <>
      <div className={styles.filters}>
        <Select
          size="small"
          variant="borderless"
          value={days}
          onChange={setDays}
          popupMatchSelectWidth={false}
          aria-label={t('conversation.search.period')}
          options={[0, 7, 30, 180].map((value) => ({
            value,
            label: value === 0 ? t('conversation.search.anyTime') : t('conversation.search.lastDays', { count: value }),
          }))}
        />
        <span className={styles.mine}>
          <Switch size="small" checked={isMine} onChange={setIsMine} aria-label={t('conversation.search.onlyMine')} />{' '}
          {t('conversation.search.onlyMine')}
        </span>
      </div>
      <div className={styles.results}>
        {(found.isPending || (goesOn && hits.length === 0)) && <Skeleton rows={5} hasAvatar />}
        {found.isError && <FailureState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isSuccess && hits.length === 0 && !goesOn && (
          <EmptyState
            icon={<SearchX size={24} />}
            title={t('conversation.search.none', { words: asked })}
            hint={t('conversation.search.noneHint')}
          />
        )}
        {hits.map((hit) => (
          <Hit
            key={hit.message.id}
            hit={hit}
            isChosen={hit.conversationId === chosenId}
            onChoose={() => onChoose(hit.conversationId, hit.message.seq)}
          />
        ))}
        <MoreButton
          of={{
            hasMore: found.hasNextPage,
            isLoadingMore: found.isFetchingNextPage,
            loadMore: () => void found.fetchNextPage(),
          }}
        />
      </div>
    </>
  )
}

function Hit({ hit, isChosen, onChoose }: { hit: SearchHit; isChosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const name = hit.visitorName
  return (
    <button type="button" className={styles.hit} aria-current={isChosen} onClick={onChoose}>
      <Avatar id={hit.visitorId} name={name} size={32} />
      <span className={styles.words}>
        <span className={styles.top}>
          <span className={styles.name}>{name}</span>
          <time className={`${styles.time} num`}>{shortMoment(clock, new Date(hit.message.at), new Date())}</time>
        </span>
        <span className={styles.excerpt}>
          {hit.message.from === 'agent' && `${t('conversation.agentSide')}: `}
          {hit.excerpt.map((part, index) => {
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
            return part.isHit ? <mark key={index}>{part.text}</mark> : part.text
          })}
        </span>
      </span>
    </button>
  )
}
