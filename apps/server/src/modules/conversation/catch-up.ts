import type { AgentFrameOut, VisitorConversation, VisitorFrameOut } from '@youwen/contract'
import type { Logger } from 'pino'
import type { Bus } from '../../platform/bus/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import type { ActiveConversation, ActiveConversations } from './active.ts'
import type { ClassesMissed } from './events.ts'
import { deskTopics, topics } from './frames.ts'
import type { OfferFrames } from './offer-frames.ts'
import type { Rows } from './rows.ts'
import { type Recent, recentlyChangedTrees, recentlyRevised, recentlyWritten } from './store/recent.ts'

/** Longer than two sweeps, so that one may fail. */
const lookBackSeconds = 6

/**
 * Beside other nodes the bus is not enough: it forgets, and a node may die between its commit and its telling. So each node
 * looks every moment at what the others have written, and tells its own clients how far those conversations are; a client
 * that is behind fetches what it misses. A node that is alone never runs this.
 */
export function createCatchUp({
  db,
  bus,
  events,
  gateway,
  active,
  rows,
  load,
  visitorView,
  repeatOffer,
  log,
  everyMs = 1_500,
}: {
  db: Db
  bus: Pick<Bus, 'isAlone'>
  events: Pick<Events, 'publish'>
  gateway: Pick<Gateway, 'publishHere'>
  active: ActiveConversations
  rows: Pick<Rows, 'frameOf'>
  load: (companyId: string, conversationId: string) => Promise<ActiveConversation>
  visitorView: (conversation: ActiveConversation) => Promise<VisitorConversation>
  repeatOffer: OfferFrames['repeat']
  log: Logger
  everyMs?: number
}) {
  /** By conversation: up to where this node's clients have been told, by this node's own commits or by a sweep. */
  const told = new Map<string, { seq: number; at: number }>()

  /** The same of what changed without a message: rows by conversation, trees of classes by company. */
  const changeTold = new Map<string, number>()
  const isNews = (id: string, at: Date) => {
    if ((changeTold.get(id) ?? 0) >= at.getTime()) return false
    changeTold.set(id, at.getTime())
    return true
  }

  async function tellRow(companyId: string, conversationId: string, agentIds: readonly string[]) {
    const conversation = await load(companyId, conversationId)
    const concerned = [topics.conversation(conversationId), ...deskTopics(conversation), ...agentIds.map(topics.agent)]
    gateway.publishHere([...new Set(concerned)], await rows.frameOf(companyId, conversation))
    return conversation
  }

  async function tell({ companyId, conversationId, lastSeq, hasEvent, agentIds }: Recent) {
    const known = active.peek(conversationId)
    // An event may have changed the assignee or the status.
    if (hasEvent || !known || known.lastSeq < lastSeq) active.forget(conversationId)
    const { agentId } = await load(companyId, conversationId)
    if (hasEvent && agentId !== null) {
      gateway.publishHere([topics.queue(companyId)], { type: 'gone', conversationId } satisfies AgentFrameOut)
    }
    const conversation = await tellRow(companyId, conversationId, agentIds)
    if (hasEvent) await repeatOffer(gateway.publishHere, companyId, conversationId)
    gateway.publishHere([topics.visitor(conversation.visitorId)], {
      type: 'conversation',
      conversation: await visitorView(conversation),
    } satisfies VisitorFrameOut)
  }

  async function sweep() {
    const now = Date.now()
    for (const recent of await db.all((tx) => recentlyWritten(tx, lookBackSeconds))) {
      if ((told.get(recent.conversationId)?.seq ?? 0) >= recent.lastSeq) continue
      told.set(recent.conversationId, { seq: recent.lastSeq, at: now })
      await tell(recent)
    }
    for (const { companyId, conversationId, at } of await db.all((tx) => recentlyRevised(tx, lookBackSeconds))) {
      if (!isNews(conversationId, at)) continue
      active.forget(conversationId)
      await tellRow(companyId, conversationId, [])
    }
    for (const { companyId, at } of await db.all((tx) => recentlyChangedTrees(tx, lookBackSeconds))) {
      if (isNews(companyId, at)) events.publish([{ type: 'class.missed', companyId } satisfies ClassesMissed])
    }
    for (const [id, at] of changeTold) {
      if (at < now - lookBackSeconds * 2_000) changeTold.delete(id)
    }
    for (const [conversationId, { at }] of told) {
      if (at < now - lookBackSeconds * 2_000) told.delete(conversationId)
    }
  }

  let sweeping: Promise<void> | undefined
  const timer = bus.isAlone
    ? undefined
    : setInterval(() => {
        sweeping ??= sweep()
          .catch((error: unknown) => log.warn({ err: error }, 'what other nodes wrote could not be read'))
          .finally(() => {
            sweeping = undefined
          })
      }, everyMs)

  return {
    /** This node has told its clients itself. */
    told(conversationId: string, seq: number) {
      if (timer) told.set(conversationId, { seq, at: Date.now() })
    },
    sweep,
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await sweeping
    },
  }
}
