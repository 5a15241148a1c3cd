import type { AgentProfile, Message, VisitorConversation } from '@youwen/contract'
import type pg from 'pg'
import type { Logger } from 'pino'
import { createBatchedRead } from '../../platform/batches/index.ts'
import type { Bus } from '../../platform/bus/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Events } from '../../platform/events/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import { createTurnstiles } from '../../platform/turnstile/index.ts'
import type { Routing } from '../routing/index.ts'
import { type ActiveConversation, createActiveConversations } from './active.ts'
import { type Committed, createAppendPipeline } from './append.ts'
import { createCatchUp } from './catch-up.ts'
import type { Collaborators } from './collaborators.ts'
import { createDesk } from './desk.ts'
import { type ConversationChange, type MessagesAppended, robotAsked } from './events.ts'
import { createConversationFrames, forVisitor } from './frames.ts'
import { createIndexer } from './indexer.ts'
import { createOfferFrames } from './offer-frames.ts'
import { createOffers } from './offers.ts'
import { createQueueKeeper } from './queue.ts'
import { createReads } from './reads.ts'
import { createRows } from './rows.ts'
import { beginByAgent } from './service/begin-by-agent.ts'
import { createClasses } from './service/classes.ts'
import { type Context, getConversation } from './service/context.ts'
import { createCustody } from './service/custody.ts'
import { closeConversation, drainQueue } from './service/lifecycle.ts'
import { noteInStream } from './service/note.ts'
import type { Opener } from './service/open.ts'
import { createQuality } from './service/quality.ts'
import { recallMessage } from './service/recall.ts'
import { agentSays, type Said, visitorSays, visitorSaysAtOnce } from './service/speak.ts'
import { appendInTransaction, type NumberedRow } from './store/append.ts'
import { createAppendConnection } from './store/append-connection.ts'
import { countQueued, loadByAgent, loadOfVisitors, queuePosition } from './store/conversation.ts'
import { createSummaries } from './summary.ts'
import { countOfVisitors, currentOfVisitors, latestOfVisitors, previousOf, visibleAmong } from './view/conversation.ts'
import { historyOf, messagesOf, type Range } from './view/message.ts'
import { talksSince } from './view/talk.ts'

export type { ActiveConversation } from './active.ts'
export type { Appended } from './append.ts'
export type {
  AppointmentCards,
  Collaborators,
  OpeningVisit,
  Receiver,
  RobotRules,
  Speaker,
  TransferExpiry,
  VisitorSummary,
} from './collaborators.ts'
export type { Desk } from './desk.ts'
export type {
  ClassesChanged,
  ClassesMissed,
  ConversationChange,
  ConversationClassified,
  ConversationRead,
  MessagesAppended,
  QualityChanged,
  RobotAsked,
  TransferOffered,
} from './events.ts'
export { topics } from './frames.ts'
export { createClassRoutes, createConversationRoutes, createQualityRoutes, createTransferRoutes } from './routes.ts'
export { cardChanged } from './service/card-facts.ts'
export type { Custody, Owed } from './service/custody.ts'
export type { Noted } from './service/note.ts'
export type { Opener } from './service/open.ts'
export type { HandOver } from './service/robot-says.ts'
export type { Said } from './service/speak.ts'
/** Open conversations by agent, which routing calls load; what those in the queue ask for. */
export { loadByAgent, wishesOfQueue } from './store/conversation.ts'
export type { JudgedConversation } from './view/quality.ts'
export type { ConversationScope } from './view/scope.ts'
export { type TalkStep, talksOf } from './view/talk.ts'
export { wordsLookedFor, wordsToFind } from './words.ts'

export interface ConversationsOptions {
  readonly db: Db
  readonly events: Events
  readonly bus: Bus
  readonly gateway: Pick<Gateway, 'publish' | 'publishHere'>
  readonly log: Logger
  readonly routing: Routing
  readonly collaborators: Collaborators
  readonly newId: () => string
  /** For metrics: a batch of messages has its outcomes. */
  readonly onBatch?: (batch: { messages: number; seconds: number }) => void
}

export function createConversations(options: ConversationsOptions) {
  const { db, events, bus, gateway, log, routing, collaborators, newId } = options
  const active = createActiveConversations({ now: Date.now })
  const rows = createRows({ db, collaborators })
  const connection = createAppendConnection(db.pool as pg.Pool)
  const summaries = createSummaries({ db, log })
  const reads = createReads({ db, log })
  const pipeline = createAppendPipeline({
    store: {
      insertNumbered: (rows: readonly NumberedRow[]) => connection.insertNumbered(rows),
      appendSlowly: (rows) => db.all((tx) => appendInTransaction(tx, rows)),
    },
    log,
    onBatch: options.onBatch,
    onCommitted: committed,
  })
  const indexer = createIndexer({ db, log, isBusy: () => pipeline.queued > 0 })
  const context: Context = {
    db,
    active,
    pipeline,
    routing,
    collaborators,
    summaries,
    reads,
    rows,
    committed,
    mentioned: (agentIds, mention) => frames.mentioned(agentIds, mention),
    newId,
    inTurn: createTurnstiles({
      // The second one reads what it needs while the first one commits.
      atOnce: 2,
      maxWaiting: 5_000,
      refusal: () => new Refusal('unavailable', 'realtime.overloaded', 'Too many begin at once.', { retryAfter: 2 }),
    }),
  }
  const quality = createQuality({ db, summaries })
  const desk = createDesk(context, quality)
  const get = (companyId: string, conversationId: string) => getConversation(context, companyId, conversationId)

  const ofVisitor = createBatchedRead((companyId, visitorIds: readonly string[]) =>
    db.company(companyId, (tx) => loadOfVisitors(tx, companyId, visitorIds, { orLast: true })),
  )

  const previous = createBatchedRead((companyId, conversationIds: readonly string[]) =>
    db.company(companyId, (tx) => previousOf(tx, companyId, conversationIds)),
  )

  const frames = createConversationFrames({ gateway, bus, events, active, rows, load: get, visitorView })
  const offers = createOffers(context)
  const { repeat: repeatOffer } = createOfferFrames({ gateway, events, offers })
  const catchUp = createCatchUp({ db, bus, events, gateway, active, rows, load: get, visitorView, repeatOffer, log })
  const queue = createQueueKeeper({
    db,
    events,
    log,
    drain: (companyId) => drainQueue(context, companyId),
    tellPosition: async (companyId, conversationId) => {
      const conversation = await get(companyId, conversationId)
      frames.queuePosition(await visitorView(conversation), conversation.visitorId)
    },
  })
  const indexed = ['opened', 'assigned', 'closed', 'custody_changed'] as const
  for (const type of indexed.map((what) => `conversation.${what}` as const)) {
    events.on<ConversationChange>(type, ({ companyId, conversationId }) => indexer.touch(companyId, conversationId))
  }
  const housekeeping = setInterval(() => active.dropIdle(), 60_000)

  function committed(batch: readonly Committed[]) {
    frames.appended(batch)
    for (const message of batch) {
      const { conversation, companyId, conversationId } = message
      catchUp.told(conversationId, message.seq)
      summaries.touch(companyId, conversationId)
      indexer.touch(companyId, conversationId)
      // Who speaks has read what was before; a visitor's is written with the summary.
      if (message.from === 'visitor') {
        conversation.visitorReadSeq = message.seq
        if (conversation.custodySeq !== null) events.publish([robotAsked(companyId, conversationId)])
      }
      if (message.from === 'agent' || message.from === 'colleague')
        reads.mark(conversation, 'agent', message.senderId, message.seq)
    }
    if (events.hears('conversation.messages_appended')) tellAppended(batch)
  }

  function tellAppended(batch: readonly (NumberedRow & { at: Date })[]) {
    for (const [companyId, rows] of Map.groupBy(batch, (row) => row.companyId)) {
      const messages = rows.map(
        ({ id, conversationId, seq, from, senderId, body, at }): Message => ({
          id,
          conversationId,
          seq,
          from,
          senderId,
          body,
          at: at.toISOString(),
        }),
      )
      const event: MessagesAppended = { type: 'conversation.messages_appended', companyId, messages }
      events.publish([event])
    }
  }

  async function visitorView(conversation: ActiveConversation): Promise<VisitorConversation> {
    const { companyId, conversationId, agentId, joinedAgentIds, custodySeq } = conversation
    const known = agentId ? [agentId, ...joinedAgentIds] : joinedAgentIds
    const before = await previous(companyId, conversationId)
    const profiles = known.length > 0 ? await collaborators.agentProfiles(companyId, known) : undefined
    return {
      conversationId,
      status: conversation.status,
      position:
        conversation.status === 'queued'
          ? await db.company(companyId, (tx) => queuePosition(tx, companyId, conversationId))
          : null,
      agent: (agentId && profiles?.get(agentId)) || null,
      ...(custodySeq !== null && { isInCustody: true }),
      ...(joinedAgentIds.length > 0 && { joined: joinedAgentIds.flatMap((id) => profiles?.get(id) ?? []) }),
      lastSeq: conversation.lastSeq,
      visitorReadSeq: conversation.visitorReadSeq,
      agentReadSeq: conversation.agentReadSeq,
      ...(before && { previous: before }),
    }
  }

  return {
    desk,
    offers,
    classes: createClasses({ db }),
    quality,
    custody: createCustody(context, { visible: desk.visible, rowOf: desk.get, accept: desk.accept }),
    get,
    /** Repairs what a crash left behind; call once at start and whenever a node was found dead. */
    async repair() {
      await summaries.repair()
      await indexer.repair()
    },

    visitorSays: (opener: Opener, conversationId: string | null, said: Said) =>
      visitorSays(context, opener, conversationId, said),
    visitorSaysAtOnce: (opener: Opener, conversationId: string | null, said: Said) =>
      visitorSaysAtOnce(context, opener, conversationId, said),
    agentSays: (...args: Parameters<typeof agentSays> extends [unknown, ...infer Rest] ? Rest : never) =>
      agentSays(context, ...args),

    /** For the visitor: the conversation in progress, else the last one. */
    async ofVisitor(companyId: string, visitorId: string): Promise<ActiveConversation | undefined> {
      const found = await ofVisitor(companyId, visitorId)
      return found && active.remember(found)
    },
    visitorView,
    /** What its visitor is called in the list, also without a name (D2.1). */
    visitorName: async (companyId: string, conversationId: string) =>
      (await rows.visitorNames(companyId, [conversationId])).get(conversationId) ?? '',
    /** What its visitor had before it. */
    previous,
    async visitorMessages(companyId: string, conversationId: string, range: Range): Promise<Message[]> {
      return (await db.company(companyId, (tx) => messagesOf(tx, companyId, conversationId, range))).map(forVisitor)
    },
    async visitorHistory(
      companyId: string,
      visitorId: string,
      before: { conversationId: string; seq: number },
      limit: number,
    ) {
      const { messages, hasEarlier } = await db.company(companyId, (tx) =>
        historyOf(tx, companyId, [visitorId], { before, limit }),
      )
      return { messages: messages.map(forVisitor), hasEarlier }
    },
    /** Everybody on our side whom these messages name: who speaks, and who took the conversation over. */
    async agentsIn(companyId: string, messages: readonly Message[]): Promise<AgentProfile[]> {
      const ids = new Set(messages.flatMap(agentsNamedIn))
      return [...(await collaborators.agentProfiles(companyId, [...ids])).values()]
    },
    async visitorRead(conversation: ActiveConversation, seq: number) {
      reads.mark(conversation, 'visitor', null, seq)
    },
    recallByVisitor: (companyId: string, visitorId: string, conversationId: string, messageId: string) =>
      recallMessage(context, companyId, conversationId, messageId, { kind: 'visitor', id: visitorId }),
    endByVisitor: (companyId: string, conversationId: string) =>
      closeConversation(context, companyId, conversationId, { kind: 'visitor' }),
    /** Ends the conversation that a visitor is in, if he is in one. */
    async endOfVisitor(companyId: string, visitorId: string): Promise<void> {
      const current = (await db.company(companyId, (tx) => currentOfVisitors(tx, companyId, [visitorId]))).get(
        visitorId,
      )
      if (current) await closeConversation(context, companyId, current, { kind: 'system' })
    },
    beginByAgent: (opener: Opener, first: { readonly agentId: string; readonly text: string }) =>
      beginByAgent(context, opener, first),

    /** Which of these an agent may see, and whether there is nothing that he may not. */
    async visibleAmong(agent: AgentCaller, conversationIds: readonly string[]) {
      const { companyId } = agent
      const scope = await collaborators.scopeOf(agent)
      const ids = await db.company(companyId, (tx) => visibleAmong(tx, companyId, scope, conversationIds))
      return { ids, isAll: scope.all }
    },

    /** For what other modules add to a conversation's stream, in one transaction with what they keep of it. */
    note: (...args: Parameters<typeof noteInStream> extends [unknown, ...infer Rest] ? Rest : never) =>
      noteInStream(context, ...args),

    async visitorTyping(conversation: ActiveConversation, text: string) {
      frames.visitorTyping(conversation, await collaborators.words.preview(conversation.companyId, text))
    },
    agentTyping: frames.agentTyping,
    aboutVisitor: frames.aboutVisitor,

    async countOfVisitor(companyId: string, visitorId: string) {
      const everybody = (await collaborators.samePerson?.(companyId, visitorId)) ?? [visitorId]
      return db.company(companyId, (tx) => countOfVisitors(tx, companyId, everybody))
    },
    latestOfVisitors: (companyId: string, visitorIds: readonly string[]) =>
      db.company(companyId, (tx) => latestOfVisitors(tx, companyId, visitorIds, 50)),
    currentOfVisitors: (companyId: string, visitorIds: readonly string[]) =>
      db.company(companyId, (tx) => currentOfVisitors(tx, companyId, visitorIds)),
    /** Conversations, of all companies, in which an agent spoke or came in since then. */
    talksSince: (since: Date) => db.all((tx) => talksSince(tx, since)),
    loads: (companyId: string) => db.company(companyId, (tx) => loadByAgent(tx, companyId)),

    /** Conversations that wait for an agent, of all companies; for metrics. */
    waiting: () => db.all(countQueued),
    /** Messages waiting to be committed; for metrics. */
    get queued() {
      return pipeline.queued
    },
    /** Makes everything said so far findable, summed up and read; for tests and tools. */
    async settled() {
      await pipeline.settled()
      await reads.flush()
      await summaries.flush()
      await events.settled()
      await queue.settled()
    },
    indexNow: () => indexer.flush(),
    /** Tells this node's clients what other nodes have written, now. */
    catchUpNow: () => catchUp.sweep(),

    async [Symbol.asyncDispose]() {
      clearInterval(housekeeping)
      await catchUp[Symbol.asyncDispose]()
      await queue[Symbol.asyncDispose]()
      await pipeline.settled()
      await reads[Symbol.asyncDispose]()
      await summaries[Symbol.asyncDispose]()
      await indexer[Symbol.asyncDispose]()
      frames[Symbol.dispose]()
      connection.close()
    },
  }
}

/** Whom a visitor has to know by name to read a message. */
function agentsNamedIn({ from, senderId, body }: Message): string[] {
  if (from === 'agent' && senderId) return [senderId]
  if (body.type !== 'event') return []
  if (body.event === 'transferred') return body.toAgentId ? [body.toAgentId] : []
  return body.event === 'assigned' || body.event === 'joined' || body.event === 'left' ? [body.agentId] : []
}

export type Conversations = ReturnType<typeof createConversations>
