import type { LiveVisitor, LiveVisitorChange } from '@youwen/contract'
import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { ConversationChange } from '../modules/conversation/index.ts'
import type { InviteChanged } from '../modules/invite/index.ts'
import type { BlocksChanged } from '../modules/shield/index.ts'
import type { PresentVisitors, VisitorEvent, VisitStarted } from '../modules/visitor/index.ts'
import type { Bus } from '../platform/bus/index.ts'
import type { Events } from '../platform/events/index.ts'
import { forbidden } from '../platform/http/index.ts'
import { createCoalescer } from './coalesce.ts'
import { createWatchers, type WatchedFeed } from './watchers.ts'

export interface LiveVisitorsParts {
  readonly bus: Bus
  readonly events: Pick<Events, 'on'>
  readonly present: Pick<PresentVisitors, 'of'>
  readonly onTrouble: (error: unknown) => void
  readonly everyMs?: number
}

/** What is gathered: `+<visit>` came, `=<visit>` changed, `@<visitor>` something about whatever visit he is in. */
const keyOf = { came: '+', changed: '=', visitor: '@' } as const

const changeOf = (visitor: LiveVisitor): LiveVisitorChange => ({
  visitId: visitor.visitId,
  visitorName: visitor.visitorName,
  pageCount: visitor.pageCount,
  currentUrl: visitor.currentUrl,
  currentTitle: visitor.currentTitle,
  leftAt: visitor.leftAt,
  conversationId: visitor.conversationId,
  isInvited: visitor.isInvited,
  isBlocked: visitor.isBlocked,
})

/** Keeps the live tables of visitors that are open somewhere (D5.1): who came is told whole, of others what changed. */
export function createLiveVisitors({ bus, events, present, onTrouble, everyMs = 250 }: LiveVisitorsParts) {
  const watchers = createWatchers<true>()

  async function tell(companyId: string, keys: ReadonlySet<string>) {
    const named = (kind: string) => [...keys].filter((key) => key[0] === kind).map((key) => key.slice(1))
    const came = new Set(named(keyOf.came))
    const visitors = await present.of(companyId, {
      visitIds: [...came, ...named(keyOf.changed)],
      visitorIds: named(keyOf.visitor),
    })
    if (visitors.length === 0) return
    const frame = JSON.stringify({
      type: 'visitors',
      came: visitors.filter(({ visitId }) => came.has(visitId)),
      changed: visitors.filter(({ visitId }) => !came.has(visitId)).map(changeOf),
    } satisfies AgentFrameOut)
    for (const connection of watchers.of(companyId).keys()) connection.sendText(frame)
  }

  const changes = createCoalescer({
    bus,
    subject: 'visitors.changed',
    everyMs,
    isWatched: (companyId) => !watchers.isEmpty(companyId),
    tell,
    onTrouble,
  })

  for (const type of ['visitor.visit_started', 'visitor.came_back'] as const) {
    events.on<Exclude<VisitorEvent, { type: 'visitor.renamed' }>>(type, ({ companyId, visitId }) =>
      changes.mark(companyId, keyOf.came + visitId),
    )
  }
  for (const type of ['visitor.left', 'visitor.page_opened'] as const) {
    events.on<Exclude<VisitorEvent, VisitStarted | { type: 'visitor.renamed' }>>(type, ({ companyId, visitId }) =>
      changes.mark(companyId, keyOf.changed + visitId),
    )
  }
  const about = ({ companyId, visitorId }: { companyId: string; visitorId: string | null }) => {
    if (visitorId !== null) changes.mark(companyId, keyOf.visitor + visitorId)
  }
  events.on<Extract<VisitorEvent, { type: 'visitor.renamed' }>>('visitor.renamed', about)
  events.on<ConversationChange>('conversation.opened', about)
  events.on<ConversationChange>('conversation.closed', about)
  events.on<InviteChanged>('invite.sent', about)
  events.on<InviteChanged>('invite.ended', about)
  events.on<BlocksChanged>('shield.changed', about)

  return {
    async watch(connection, { companyId, permissions }) {
      if (!permissions.has('visitor.view')) throw forbidden()
      watchers.add(companyId, connection, true)
      await bus.settled()
      connection.send({ type: 'following', feed: 'visitors' } satisfies AgentFrameOut)
    },
    unwatch: (connection, companyId) => watchers.remove(companyId, connection),
    [Symbol.asyncDispose]: () => changes[Symbol.asyncDispose](),
  } satisfies WatchedFeed & AsyncDisposable
}
