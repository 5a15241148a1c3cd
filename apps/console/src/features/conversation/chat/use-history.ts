import type { Message } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../../platform/api.ts'
import { useClient } from '../../../platform/live.ts'
import { type Stitched, stitch } from './stitch.ts'

const pageSize = 60

interface Loaded {
  /** Ascending and without holes, across conversations. */
  readonly messages: readonly Message[]
  readonly hasEarlier: boolean
}

interface Request {
  /** False once another one took its place. */
  readonly isCurrent: () => boolean
  readonly goesElsewhere: boolean
}

export interface History extends Stitched {
  readonly hasEarlier: boolean
  readonly isLoadingEarlier: boolean
  /** The first page around a search hit is on its way. */
  readonly isJumping: boolean
  readonly error: unknown
  loadEarlier(): void
  loadLater(): void
  /** Forget what was loaded around a hit: back to what is said now. */
  backToNow(): void
}

interface Props {
  readonly conversationId: string
  readonly visitorId: string | undefined
  readonly isGoingOn: boolean
  readonly live: readonly ShownMessage[]
  /** Where to begin reading instead of at the end. */
  readonly targetSeq: number | undefined
  /** How often it was asked for again: the reader may have moved on meanwhile. */
  readonly jumps: number
}

/** What is left of it when the rest is to be asked for anew. */
function withoutOthers({ messages }: Loaded, conversationId: string): Loaded | undefined {
  const own = messages.filter((message) => message.conversationId === conversationId)
  return own.length > 0 ? { messages: own, hasEarlier: true } : undefined
}

/** The past of a visitor as far as somebody scrolled, joined to the live end of this conversation. */
export function useHistory({ conversationId, visitorId, isGoingOn, live, targetSeq, jumps }: Props): History {
  const [loaded, setLoaded] = useState<Loaded>()
  const [isLoadingEarlier, setIsLoadingEarlier] = useState(false)
  const [isJumping, setIsJumping] = useState(targetSeq !== undefined)
  const [error, setError] = useState<unknown>()
  /** The request that is underway. */
  const underway = useRef<Request>(undefined)
  const [finished, setFinished] = useState<Request>()
  // Not before what came is in the page: who asks goes by what is there, and would be given the same once more.
  useLayoutEffect(() => {
    if (underway.current === finished) underway.current = undefined
  }, [finished])

  const stitched = useMemo(() => stitch(loaded?.messages ?? [], live), [loaded, live])

  /**
   * One request at a time, but for going to another place: what was asked for where the reader was is dropped then. So is
   * what arrives after he moved on to another conversation, with the component.
   */
  const run = useCallback(async (work: (request: Request) => Promise<void>, goesElsewhere = false) => {
    if (underway.current && !goesElsewhere) return
    const request: Request = { goesElsewhere, isCurrent: () => underway.current === request }
    underway.current = request
    setError(undefined)
    try {
      await work(request)
    } catch (failure) {
      if (request.isCurrent()) setError(failure)
    } finally {
      if (request.isCurrent()) {
        setFinished(request)
        setIsLoadingEarlier(false)
        setIsJumping(false)
      }
    }
  }, [])

  // What goes on is read from its end, also when its visitor was merged with one who began later. As it was when the first
  // page was asked for: pages of two orders would not fit together.
  const isLast = useRef(isGoingOn)
  if (!loaded) isLast.current = isGoingOn

  const first = loaded?.messages[0] ?? stitched.messages.find((message) => message.seq !== null)
  const last = loaded?.messages.at(-1)
  const hasEarlier = loaded?.hasEarlier ?? first !== undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: again whenever it is asked for again
  useEffect(() => {
    if (targetSeq === undefined) return
    setIsJumping(true)
    void run(async ({ isCurrent }) => {
      const messages = await api.conversation.messages({
        conversationId,
        before: targetSeq + Math.floor(pageSize / 2),
        limit: pageSize,
      })
      if (isCurrent()) setLoaded({ messages, hasEarlier: true })
    }, true)
  }, [conversationId, targetSeq, jumps, run])

  const client = useClient()
  useEffect(
    () =>
      client.on('card', (event) => {
        if (!event.isMerge || event.visitorId !== visitorId) return
        // Merged, or parted: what was said elsewhere comes between what was loaded, or is no longer his.
        if (!underway.current?.goesElsewhere) {
          underway.current = undefined
          setIsLoadingEarlier(false)
        }
        setLoaded((current) => current && withoutOthers(current, conversationId))
      }),
    [client, visitorId, conversationId],
  )

  return {
    ...stitched,
    hasEarlier,
    isLoadingEarlier,
    isJumping,
    error,
    loadEarlier() {
      if (!visitorId || !hasEarlier || !first || first.conversationId === null || first.seq === null) return
      const before = `${first.conversationId}:${first.seq}`
      setIsLoadingEarlier(true)
      void run(async ({ isCurrent }) => {
        const page = await api.conversation.history({
          visitorId,
          before,
          ...(isLast.current && { lastConversationId: conversationId }),
          limit: pageSize,
        })
        if (!isCurrent()) return
        setLoaded((current) =>
          // Who went back to now meanwhile is not brought here again.
          current?.messages[0] === loaded?.messages[0]
            ? { messages: [...page.messages, ...(current?.messages ?? [])], hasEarlier: page.hasEarlier }
            : current,
        )
      })
    },
    loadLater() {
      if (stitched.reachesNow || !last) return
      void run(async ({ isCurrent }) => {
        const page = await api.conversation.messages({
          conversationId: last.conversationId,
          after: last.seq,
          limit: pageSize,
        })
        if (!isCurrent()) return
        setLoaded((current) =>
          current?.messages.at(-1) === last ? { ...current, messages: [...current.messages, ...page] } : current,
        )
      })
    },
    backToNow: () => setLoaded(undefined),
  }
}
