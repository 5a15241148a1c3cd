import type { WebpushKind, WebpushPayload } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import { addJob } from '../../platform/jobs/index.ts'
import type { WebpushCollaborators } from './collaborators.ts'
import { tasks } from './jobs.ts'
import type { Push } from './sender.ts'
import * as store from './store.ts'
import { type About, payloadFor } from './words.ts'

/** Something that an agent would want to know who does not look. */
export interface News {
  readonly companyId: string
  readonly agentId: string
  readonly kind: Exclude<WebpushKind, 'appointment'>
  readonly conversationId: string
  /** The message that it is about; what he has read by then needs no notification. */
  readonly seq: number | null
  /** He is asked to take it over, and does not have it yet. */
  readonly transferId: string | null
  /** For a mention: who wrote it. */
  readonly byAgentId: string | null
  readonly text: string
}

export interface NotifierParts {
  readonly db: Db
  readonly now: () => Date
  readonly collaborators: WebpushCollaborators
  readonly calmMs?: number
}

/** He may be reading it on another device at this moment. */
export const patienceMs = 1_000
/** One notification a conversation in this time: a visitor who writes in short lines is one thing to know. */
const defaultCalmMs = 10_000
/** A visitor's question is stale after this; who comes back later finds it on his desk. */
const lifetimeMs = 10 * 60_000
const maxRemembered = 10_000

/** Written to one device, soon. */
export function sendTo(tx: Tx, companyId: string, webpushSubscriptionId: string, payload: WebpushPayload, now: Date) {
  const urgency = payload.kind === 'message' ? 'normal' : 'high'
  const about = payload.conversationId
  const until = new Date(now.getTime() + lifetimeMs).toISOString()
  const push: Push = { companyId, webpushSubscriptionId, payload, urgency, about, until, tried: 0 }
  return addJob(tx, tasks.send, push, {})
}

/** Decides who is notified of what, off the path of the messages themselves. */
export function createNotifier({ db, now, collaborators, calmMs = defaultCalmMs }: NotifierParts) {
  /** When an agent was last told of a conversation. */
  const told = new Map<string, number>()

  /** Whether it is to be told now; remembers that it was. */
  function isNews(key: string, kind: WebpushKind): boolean {
    const at = now().getTime()
    // A mention, or a conversation that is his now, is more than one more line.
    if (kind === 'message' && at - (told.get(key) ?? Number.NEGATIVE_INFINITY) < calmMs) return false
    if (told.size >= maxRemembered) told.clear()
    told.set(key, at)
    return true
  }

  const send = (tx: Tx, companyId: string, webpushSubscriptionId: string, payload: WebpushPayload) =>
    sendTo(tx, companyId, webpushSubscriptionId, payload, now())

  async function nameFor({ companyId, conversationId, byAgentId, kind }: News): Promise<string> {
    if (kind === 'mention' && byAgentId) return collaborators.agentName(companyId, byAgentId)
    return collaborators.visitorName(companyId, conversationId)
  }

  /** Still true, and still worth a notification? */
  async function isCurrent({ companyId, agentId, kind, conversationId, seq, transferId }: News): Promise<boolean> {
    if (await collaborators.isLooking(agentId)) return false
    if (kind === 'mention') return true
    if (transferId)
      return (await collaborators.pendingOffer(companyId, transferId))?.agentIds.includes(agentId) ?? false
    const conversation = await collaborators.conversation(companyId, conversationId)
    if (conversation.status !== 'open') return false
    const isHis = conversation.agentId === agentId
    if (!isHis && !(kind === 'message' && conversation.joinedAgentIds.includes(agentId))) return false
    // Read marks are those of the agent who holds it.
    return !(kind === 'message' && isHis && seq !== null && conversation.agentReadSeq >= seq)
  }

  return {
    /** Called for everything that happens; nearly always ends at the first line, in memory. */
    async tell(news: News): Promise<void> {
      const { companyId, agentId, kind, conversationId } = news
      if (collaborators.isLookingHere(agentId)) return
      const key = `${agentId} ${conversationId}`
      if (!isNews(key, kind)) return
      await db.company(companyId, async (tx) => {
        if (!(await store.wants(tx, companyId, agentId, kind))) return
        // Words that are not to be shown do not wait in the table of jobs either.
        const text = (await store.showsText(tx, companyId)) ? news.text : ''
        const runAt = new Date(Date.now() + patienceMs)
        await addJob(tx, tasks.notify, { ...news, text }, { key: `webpush ${key} ${kind}`, runAt })
      })
    },

    /** The job: looks again, and writes to each of his devices that wants it. */
    async notify(news: News): Promise<void> {
      if (!(await isCurrent(news))) return
      const { companyId, agentId, kind, conversationId, transferId, text } = news
      const name = await nameFor(news)
      const about: About = { kind, isOffer: transferId !== null, conversationId, name, text }
      await db.company(companyId, async (tx) => {
        for (const { webpushSubscriptionId, locale, kinds } of await store.findOfAgent(tx, companyId, agentId)) {
          if (!kinds.includes(kind)) continue
          await send(tx, companyId, webpushSubscriptionId, payloadFor(locale, about))
        }
      })
    },

    test: ({ companyId, agentId }: AgentCaller, webpushSubscriptionId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const known = await store.findOne(tx, companyId, webpushSubscriptionId)
        if (known?.agentId !== agentId) throw notFound('webpush_subscription')
        const payload = payloadFor(known.locale, { kind: 'test', conversationId: null, name: '' })
        await send(tx, companyId, webpushSubscriptionId, payload)
      }),
  }
}
export type Notifier = ReturnType<typeof createNotifier>
