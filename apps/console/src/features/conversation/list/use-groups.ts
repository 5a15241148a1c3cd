import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { Conversation, Filter } from '@youwen/contract'
import { matchesFilter } from '@youwen/contract/filter-match'
import { useCallback, useEffect, useMemo } from 'react'
import { queries } from '../../../platform/api.ts'
import { useClient, useLive } from '../../../platform/live.ts'
import { useMe } from '../../../platform/me.ts'
import { preferences, usePreferences } from '../../../platform/preferences.ts'
import { useSettled } from '../../../platform/settled.ts'
import { factsOf } from './facts.ts'
import { agentKey, arrange, type GroupKey, linesOf, orderOfTeam, type Remote } from './order.ts'

/** What is folded as long as nobody touched it. */
const isFoldedAtFirst = (group: GroupKey) => group === 'recent' || group.startsWith('agent ')

/** Everything that the list shows: what is live here, whom I watch over, and what the server hands out by pages. */
export function useGroups(filter: Filter | undefined, words: string) {
  const client = useClient()
  const { timeZone } = useMe()
  const { folds } = usePreferences()
  const inbox = useLive((state) => state.inbox)
  const marks = useLive((state) => state.marks)
  const classes = useLive((state) => state.classes)
  const quality = useLive((state) => state.quality)
  const watchable = useLive((state) => state.watchable)
  const watched = useLive((state) => state.watched)
  const colleagues = useLive((state) => state.colleagues)

  const isFolded = useCallback((group: GroupKey) => folds[group] ?? isFoldedAtFirst(group), [folds])
  const fold = useCallback(
    (group: GroupKey) => preferences.set({ folds: { ...folds, [group]: !(folds[group] ?? isFoldedAtFirst(group)) } }),
    [folds],
  )

  // Another day, another "today".
  const today = new Date().toDateString()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what "today" means is looked up anew each day
  const keep = useMemo(() => {
    if (!filter) return (rows: Iterable<Conversation>) => [...rows]
    const clock = { now: new Date(), timeZone }
    return (rows: Iterable<Conversation>) =>
      [...rows].filter((row) => matchesFilter(filter, factsOf(row, classes, quality), clock))
  }, [filter, classes, quality, timeZone, today])

  const arranged = useMemo(() => arrange(keep(inbox.values()), marks), [keep, inbox, marks])
  const team = useMemo(() => orderOfTeam(watchable.flatMap((id) => colleagues.get(id) ?? [])), [watchable, colleagues])
  const shownAgents = isFolded('team')
    ? ''
    : team
        .map(({ agentId }) => agentId)
        .filter((id) => !isFolded(agentKey(id)))
        .slice(0, 50)
        .sort()
        .join()
  useEffect(() => client.watch(shownAgents === '' ? [] : shownAgents.split(',')), [client, shownAgents])

  const asked = useSettled(words.trim(), 250)
  const recent = useRemote('recent', !isFolded('recent'), { ...(filter && { filter }), words: asked }, (input) =>
    queries.conversation.recent.call(input),
  )
  const all = useRemote('all', filter !== undefined && !isFolded('all'), { ...(filter && { filter }) }, (input) =>
    queries.conversation.find.call(input),
  )
  useRefresh(inbox)

  const lines = useMemo(
    () =>
      linesOf({
        ...arranged,
        team: team.map((colleague) => {
          const rows = watched.get(colleague.agentId)
          return { colleague, rows: rows && keep(rows.values()) }
        }),
        recent: recent.shown,
        // What stands above already is not said twice.
        ...(filter && {
          all: { ...all.shown, rows: all.shown.rows.filter(({ conversationId }) => !inbox.has(conversationId)) },
        }),
        isFolded,
      }),
    [arranged, team, watched, keep, recent.shown, filter, all.shown, inbox, isFolded],
  )
  return {
    lines,
    isFolded,
    fold,
    more: { recent: recent.more, all: all.more },
    retry: { recent: recent.retry, all: all.retry },
  }
}

const pageSize = 50

function useRemote<Input extends object>(
  group: 'recent' | 'all',
  isAsked: boolean,
  input: Input,
  load: (input: Input & { limit: number; cursor?: string }) => Promise<{ items: Conversation[]; next: string | null }>,
) {
  const query = useInfiniteQuery({
    queryKey: ['conversation', 'list', group, input],
    queryFn: ({ pageParam }) => load({ ...input, limit: pageSize, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: isAsked,
    staleTime: 15_000,
    // While other words are typed what was found stays, instead of blinking.
    placeholderData: (before) => before,
  })
  const { data, isError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query
  const shown = useMemo((): Remote => {
    const rows = data?.pages.flatMap((page) => page.items) ?? []
    if (isError && !data) return { rows, state: 'failed' }
    if (!data) return { rows, state: 'loading' }
    return { rows, state: hasNextPage ? 'more' : 'whole' }
  }, [data, isError, hasNextPage])
  const more = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  return { shown, more, retry: () => void refetch() }
}

/** Whoever left the inbox was talked to a moment ago. */
function useRefresh(inbox: ReadonlyMap<string, unknown>) {
  const cache = useQueryClient()
  const count = useSettled(inbox.size, 1_000)
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the inbox has become another
  useEffect(() => void cache.invalidateQueries({ queryKey: ['conversation', 'list'] }), [cache, count])
}
