import type { Conversation, ConversationMark, Filter, Message } from '@youwen/contract'
import { decodeCursor, encodeCursor } from '../../platform/cursor/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import { type AgentCaller, forbidden } from '../../platform/http/index.ts'
import { compileFilter } from '../filter/index.ts'
import type { ConversationMarked } from './events.ts'
import { createSearch } from './search.ts'
import { classifyConversation } from './service/classify.ts'
import { contactAgain } from './service/contact.ts'
import type { Context } from './service/context.ts'
import { acceptConversation, closeConversation } from './service/lifecycle.ts'
import type { QualityService } from './service/quality.ts'
import { takeOverConversation } from './service/take-over.ts'
import { transferConversation } from './service/transfer.ts'
import { offerConversation } from './service/transfer-offer.ts'
import { marksOf, writeMark } from './store/mark.ts'
import { createTogether } from './together.ts'
import {
  canSeeVisitor,
  conversationsById,
  findVisible,
  inboxOf,
  type ListFilter,
  listVisible,
  openOf,
  reachedBy,
  type SeenConversation,
  visitorsSeenAmong,
} from './view/conversation.ts'
import { conversationColumns } from './view/filter.ts'
import { historyOf, isHadWith, messagesOf, type Range } from './view/message.ts'
import { recentContacts } from './view/recent.ts'

interface HistoryRequest {
  readonly visitorId: string
  readonly before?: string | undefined
  readonly lastConversationId?: string | undefined
  readonly limit: number
}

const inboxLimits = { own: 10_000, queue: 500 }
/** How far back is read for what somebody said of himself. */
const readConversations = 10
const readMessages = 200
/** Nobody has more at once; a robot's crowd is not watched row by row. */
const watchedShown = 300
const recentDays = 7
/** How many conversations one filtered page looks at. */
const findDepth = 50_000
/** When words are looked for, this many of the latest contacts are looked through. */
const recentSearched = 3_000

/** What agents ask and do. Everything here goes through `visible`, the one door to a conversation. */
export function createDesk(context: Context, quality: Pick<QualityService, 'rules'>) {
  const { db, collaborators, rows, summaries, reads } = context
  const samePerson = async (companyId: string, visitorId: string): Promise<readonly string[]> =>
    (await collaborators.samePerson?.(companyId, visitorId)) ?? [visitorId]

  async function visible(agent: AgentCaller, conversationId: string): Promise<SeenConversation> {
    const scope = await collaborators.scopeOf(agent)
    const found = await db.company(agent.companyId, (tx) => findVisible(tx, agent.companyId, scope, conversationId))
    if (!found) throw notFound('conversation')
    return found
  }
  async function rowOf(agent: AgentCaller, conversationId: string): Promise<Conversation> {
    const [row] = await rows.of(agent.companyId, [await visible(agent, conversationId)])
    if (!row) throw notFound('conversation')
    return row
  }
  async function mustSeeVisitor(agent: AgentCaller, visitorId: string) {
    const scope = await collaborators.scopeOf(agent)
    const everybody = await samePerson(agent.companyId, visitorId)
    if (!(await db.company(agent.companyId, (tx) => canSeeVisitor(tx, agent.companyId, scope, everybody)))) {
      throw notFound('visitor')
    }
    return everybody
  }

  async function accept(agent: AgentCaller, conversationId: string): Promise<Conversation> {
    const { status, agentId } = await visible(agent, conversationId)
    if (status === 'open' && agentId !== null && agentId !== agent.agentId) {
      throw new Refusal('conflict', 'conversation.taken', 'A colleague has this conversation already.')
    }
    await acceptConversation(context, agent.companyId, conversationId, agent.agentId)
    return rowOf(agent, conversationId)
  }

  const matching = async (companyId: string, filter: Filter) =>
    compileFilter(filter, conversationColumns(companyId, await quality.rules(companyId)), {
      now: new Date(),
      timeZone: await collaborators.timeZone(companyId),
    })

  /** Those whose name, region or last message has every one of the words. */
  async function speakingOf<T extends { visitorId: string; lastMessage: string }>(
    companyId: string,
    contacts: readonly T[],
    typed: string,
  ): Promise<T[]> {
    const wanted = typed.toLowerCase().split(/\s+/)
    const visitors = await collaborators.visitors(
      companyId,
      contacts.map(({ visitorId }) => visitorId),
    )
    return contacts.filter(({ visitorId, lastMessage }) => {
      const { name = '', region } = visitors.get(visitorId) ?? {}
      const text = `${name} ${region?.province ?? ''}${region?.city ?? ''} ${lastMessage}`.toLowerCase()
      return wanted.every((word) => text.includes(word))
    })
  }

  return {
    ...createTogether(context, { visible, rowOf, accept }),
    ...createSearch(context, { matching }),
    visible,
    get: rowOf,

    /** A whole picture of what concerns the agent now. */
    async inbox(agent: AgentCaller): Promise<Conversation[]> {
      await summaries.flush()
      const scope = await collaborators.scopeOf(agent)
      const inbox = await db.company(agent.companyId, (tx) => inboxOf(tx, agent.companyId, scope, inboxLimits))
      return rows.of(agent.companyId, inbox)
    },

    async list(
      agent: AgentCaller,
      input: Omit<ListFilter, 'after' | 'visitorIds'> & { visitorId?: string | undefined; cursor?: string | undefined },
    ) {
      const { companyId } = agent
      const scope = await collaborators.scopeOf(agent)
      const cursor = decodeCursor(input.cursor, 2)
      const after = cursor && { startedAt: new Date(cursor[0] ?? ''), conversationId: cursor[1] ?? '' }
      const visitorIds = input.visitorId === undefined ? undefined : await samePerson(companyId, input.visitorId)
      const found = await db.company(companyId, (tx) =>
        listVisible(tx, companyId, scope, { ...input, visitorIds, after, limit: input.limit + 1 }),
      )
      const page = found.slice(0, input.limit)
      const last = page.at(-1)
      return {
        items: await rows.of(companyId, page),
        next:
          found.length > input.limit && last ? encodeCursor(last.startedAt.toISOString(), last.conversationId) : null,
      }
    },

    /**
     * Latest first. However few fit, a page looks only so far back: then it has fewer than were asked for, or none, and
     * `next` goes on from there. So no question takes longer than another.
     */
    async find(
      agent: AgentCaller,
      { filter, cursor: from, limit }: { filter?: Filter | undefined; cursor?: string | undefined; limit: number },
    ) {
      if (!filter) return this.list(agent, { cursor: from, limit })
      const { companyId } = agent
      const scope = await collaborators.scopeOf(agent)
      const matches = await matching(companyId, filter)
      const cursor = decodeCursor(from, 2)
      const after = cursor && { startedAt: new Date(cursor[0] ?? ''), conversationId: cursor[1] ?? '' }
      const { found, reached } = await db.company(companyId, async (tx) => {
        const found = await listVisible(tx, companyId, scope, { matches, after, depth: findDepth, limit: limit + 1 })
        return { found, reached: found.length > limit ? undefined : await reachedBy(tx, companyId, after, findDepth) }
      })
      const page = found.slice(0, limit)
      const last = found.length > limit ? page.at(-1) : reached
      return {
        items: await rows.of(companyId, page),
        next: last ? encodeCursor(last.startedAt.toISOString(), last.conversationId) : null,
      }
    },

    /** Whom he talked to in the last days, each visitor once. */
    async recent(
      agent: AgentCaller,
      {
        filter,
        words,
        cursor: from,
        limit,
      }: { filter?: Filter | undefined; words: string; cursor?: string | undefined; limit: number },
    ): Promise<{ items: Conversation[]; next: string | null }> {
      const { companyId, agentId } = agent
      const cursor = decodeCursor(from, 2)
      const matches = filter && (await matching(companyId, filter))
      const found = await db.company(companyId, (tx) =>
        recentContacts(tx, companyId, agentId, {
          since: new Date(Date.now() - recentDays * 86_400_000),
          matches,
          after: cursor && { at: new Date(cursor[0] ?? ''), conversationId: cursor[1] ?? '' },
          limit: words === '' ? limit + 1 : recentSearched,
        }),
      )
      const fitting = words === '' ? found : await speakingOf(companyId, found, words)
      const page = fitting.slice(0, limit)
      const last = page.at(-1)
      const seen = await db.company(companyId, (tx) =>
        conversationsById(
          tx,
          companyId,
          agentId,
          page.map(({ conversationId }) => conversationId),
        ),
      )
      return {
        items: await rows.of(companyId, seen),
        next: fitting.length > limit && last ? encodeCursor(last.at.toISOString(), last.conversationId) : null,
      }
    },

    /** Whose open conversations he may watch, of these agents. */
    async watchable(agent: AgentCaller, agentIds: readonly string[]): Promise<string[]> {
      const scope = await collaborators.scopeOf(agent)
      return agentIds.filter((id) => id !== agent.agentId && (scope.all || scope.agentIds.includes(id)))
    },

    /** An agent's open conversations, for who may watch him. */
    async watched(agent: AgentCaller, agentId: string): Promise<Conversation[]> {
      const { companyId } = agent
      return rows.of(
        companyId,
        await db.company(companyId, (tx) => openOf(tx, companyId, agent.agentId, agentId, watchedShown)),
      )
    },

    marks: ({ companyId, agentId }: AgentCaller): Promise<ConversationMark[]> =>
      db.company(companyId, (tx) => marksOf(tx, companyId, agentId)),

    async mark(
      agent: AgentCaller,
      conversationId: string,
      change: { isPinned?: boolean | undefined; isUnread?: boolean | undefined },
    ): Promise<ConversationMark> {
      const { companyId, agentId } = agent
      await visible(agent, conversationId)
      return db.company(companyId, async (tx) => {
        const mark = await writeMark(tx, companyId, agentId, conversationId, change)
        const event: ConversationMarked = { type: 'conversation.marked', companyId, agentId, mark }
        tx.announce(event)
        return mark
      })
    },

    async classify(agent: AgentCaller, conversationId: string, classIds: readonly string[]): Promise<Conversation> {
      await visible(agent, conversationId)
      await classifyConversation(context, agent.companyId, conversationId, agent.agentId, classIds)
      return rowOf(agent, conversationId)
    },

    async contact(agent: AgentCaller, conversationId: string): Promise<Conversation> {
      await visible(agent, conversationId)
      const opened = await contactAgain(context, agent.companyId, conversationId, agent.agentId)
      return rowOf(agent, opened.conversationId)
    },

    async messages(agent: AgentCaller, conversationId: string, range: Range): Promise<Message[]> {
      await visible(agent, conversationId)
      return db.company(agent.companyId, (tx) => messagesOf(tx, agent.companyId, conversationId, range))
    },

    async history(agent: AgentCaller, { visitorId, before, lastConversationId, limit }: HistoryRequest) {
      const everybody = await mustSeeVisitor(agent, visitorId)
      const [conversationId, seq] = before?.split(':') ?? []
      const position = conversationId === undefined ? undefined : { conversationId, seq: Number(seq) }
      return db.company(agent.companyId, async (tx) => {
        if (lastConversationId && !(await isHadWith(tx, agent.companyId, everybody, lastConversationId))) {
          throw notFound('conversation')
        }
        return historyOf(tx, agent.companyId, everybody, { before: position, lastConversationId, limit })
      })
    },

    /** What was said with a person in the latest conversations that the agent may see, oldest first. */
    async messagesWith(agent: AgentCaller, visitorId: string): Promise<Message[]> {
      const { companyId } = agent
      const scope = await collaborators.scopeOf(agent)
      const visitorIds = await samePerson(companyId, visitorId)
      return db.company(companyId, async (tx) => {
        const latest = await listVisible(tx, companyId, scope, { visitorIds, limit: readConversations })
        const messages: Message[] = []
        for (const { conversationId } of latest.reverse()) {
          messages.push(...(await messagesOf(tx, companyId, conversationId, { limit: readMessages })))
        }
        return messages
      })
    },

    accept,

    async transfer(
      agent: AgentCaller,
      conversationId: string,
      to: { agentId: string } | { groupId: string },
      note: string,
      asks = false,
    ): Promise<Conversation> {
      await visible(agent, conversationId)
      const hand = asks ? offerConversation : transferConversation
      await hand(context, agent.companyId, conversationId, {
        byAgentId: agent.agentId,
        to,
        note,
        mayTake: agent.permissions.has('conversation.transfer_any'),
      })
      return rowOf(agent, conversationId)
    },

    async takeOver(agent: AgentCaller, conversationId: string): Promise<Conversation> {
      // Who may not answer visitors would leave this one without anybody.
      if (!agent.permissions.has('conversation.serve')) throw forbidden()
      await visible(agent, conversationId)
      await takeOverConversation(context, agent.companyId, conversationId, agent.agentId)
      return rowOf(agent, conversationId)
    },

    async close(agent: AgentCaller, conversationId: string): Promise<Conversation> {
      await visible(agent, conversationId)
      await closeConversation(context, agent.companyId, conversationId, { kind: 'agent', agentId: agent.agentId })
      return rowOf(agent, conversationId)
    },

    /** The agent has seen everything up to `seq`. */
    async read(agent: AgentCaller, conversationId: string, seq: number) {
      const known = context.active.find(conversationId)
      // Who has the conversation sees it; about everybody else the one door is asked.
      const isHis = known?.companyId === agent.companyId && known.agentId === agent.agentId
      const seen = isHis ? known : context.active.remember(await visible(agent, conversationId))
      reads.mark(seen, 'agent', agent.agentId, seq)
    },

    async canSeeVisitors(agent: AgentCaller, visitorIds: readonly string[]): Promise<Set<string>> {
      const { companyId } = agent
      const scope = await collaborators.scopeOf(agent)
      if (scope.all) return new Set(visitorIds)
      const people = await collaborators.samePeople?.(companyId, visitorIds)
      const peopleOf = (visitorId: string) => people?.get(visitorId) ?? [visitorId]
      const asked = [...new Set(visitorIds.flatMap(peopleOf))]
      const seen = await db.company(companyId, (tx) => visitorsSeenAmong(tx, companyId, scope, asked))
      return new Set(visitorIds.filter((visitorId) => peopleOf(visitorId).some((one) => seen.has(one))))
    },
  }
}
export type Desk = ReturnType<typeof createDesk>
