import type { Conversation, Message, SearchHit } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Context } from './service/context.ts'
import { acceptConversation, closeConversation, transferConversation } from './service/lifecycle.ts'
import { createTogether } from './together.ts'
import {
  canSeeVisitor,
  findVisible,
  inboxOf,
  type ListFilter,
  listVisible,
  type SeenConversation,
} from './view/conversation.ts'
import { historyOf, messagesOf, type Range } from './view/message.ts'
import { searchVisible } from './view/search.ts'
import { excerptOf, wordsLookedFor } from './words.ts'

const queueShown = 500
/** How far back is read for what somebody said of himself. */
const readConversations = 10
const readMessages = 200

const encodeCursor = (...parts: (string | number)[]) => Buffer.from(parts.join('|')).toString('base64url')
function decodeCursor(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined
  const parts = Buffer.from(cursor, 'base64url').toString().split('|')
  if (parts.length !== length || Number.isNaN(Date.parse(parts[0] ?? ''))) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.', {
      fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
    })
  }
  return parts
}

/** What agents ask and do. Everything here goes through `visible`, the one door to a conversation. */
export function createDesk(context: Context) {
  const { db, collaborators, rowsOf, summaries, reads } = context
  const samePerson = async (companyId: string, visitorId: string): Promise<readonly string[]> =>
    (await collaborators.samePerson?.(companyId, visitorId)) ?? [visitorId]

  async function visible(agent: AgentCaller, conversationId: string): Promise<SeenConversation> {
    const scope = await collaborators.scopeOf(agent)
    const found = await db.company(agent.companyId, (tx) => findVisible(tx, agent.companyId, scope, conversationId))
    if (!found) throw notFound('conversation')
    return found
  }
  async function rowOf(agent: AgentCaller, conversationId: string): Promise<Conversation> {
    const [row] = await rowsOf(agent.companyId, [await visible(agent, conversationId)])
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
    if (status === 'open' && agentId !== agent.agentId) {
      throw new Refusal('conflict', 'conversation.taken', 'A colleague has this conversation already.')
    }
    await acceptConversation(context, agent.companyId, conversationId, agent.agentId)
    return rowOf(agent, conversationId)
  }

  return {
    ...createTogether(context, { visible, rowOf, accept }),
    visible,
    get: rowOf,

    /** A whole picture of what concerns the agent now. */
    async inbox(agent: AgentCaller): Promise<Conversation[]> {
      await summaries.flush()
      const scope = await collaborators.scopeOf(agent)
      const inbox = await db.company(agent.companyId, (tx) => inboxOf(tx, agent.companyId, scope, queueShown))
      return rowsOf(agent.companyId, inbox)
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
        items: await rowsOf(companyId, page),
        next:
          found.length > input.limit && last ? encodeCursor(last.startedAt.toISOString(), last.conversationId) : null,
      }
    },

    async messages(agent: AgentCaller, conversationId: string, range: Range): Promise<Message[]> {
      await visible(agent, conversationId)
      return db.company(agent.companyId, (tx) => messagesOf(tx, agent.companyId, conversationId, range))
    },

    async history(agent: AgentCaller, visitorId: string, before: string | undefined, limit: number) {
      const everybody = await mustSeeVisitor(agent, visitorId)
      const [conversationId, seq] = before?.split(':') ?? []
      const position = conversationId === undefined ? undefined : { conversationId, seq: Number(seq) }
      return db.company(agent.companyId, (tx) => historyOf(tx, agent.companyId, everybody, position, limit))
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

    async search(
      agent: AgentCaller,
      input: {
        words: string
        agentId?: string | undefined
        from?: string | undefined
        until?: string | undefined
        cursor?: string | undefined
        limit: number
      },
    ): Promise<{ items: SearchHit[]; next: string | null }> {
      const { companyId } = agent
      const words = await wordsLookedFor(input.words)
      if (words.length === 0) return { items: [], next: null }
      const scope = await collaborators.scopeOf(agent)
      const cursor = decodeCursor(input.cursor, 3)
      const found = await db.company(companyId, (tx) =>
        searchVisible(tx, companyId, scope, {
          words,
          agentId: input.agentId,
          from: input.from === undefined ? undefined : new Date(input.from),
          until: input.until === undefined ? undefined : new Date(input.until),
          before: cursor && {
            sentAt: new Date(cursor[0] ?? ''),
            conversationId: cursor[1] ?? '',
            seq: Number(cursor[2]),
          },
          limit: input.limit + 1,
        }),
      )
      const page = found.slice(0, input.limit)
      const visitors = await collaborators.visitors(companyId, [...new Set(page.map((hit) => hit.visitorId))])
      const last = page.at(-1)?.message
      return {
        items: page.map(({ visitorId, message }) => ({
          conversationId: message.conversationId,
          visitorId,
          visitorName: visitors.get(visitorId)?.name ?? '',
          message,
          excerpt: excerptOf(
            message.body.type === 'card' ? `${message.body.title} ${message.body.text}` : textOf(message.body),
            words.map((one) => one.word),
          ),
        })),
        next: found.length > input.limit && last ? encodeCursor(last.at, last.conversationId, last.seq) : null,
      }
    },

    accept,

    async transfer(
      agent: AgentCaller,
      conversationId: string,
      to: { agentId: string } | { groupId: string },
      note: string,
    ): Promise<Conversation> {
      await visible(agent, conversationId)
      await transferConversation(context, agent.companyId, conversationId, {
        byAgentId: agent.agentId,
        to,
        note,
        mayTake: agent.permissions.has('conversation.transfer_any'),
      })
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
      const scope = await collaborators.scopeOf(agent)
      const seen = new Set<string>()
      for (const visitorId of visitorIds) {
        const everybody = await samePerson(agent.companyId, visitorId)
        if (await db.company(agent.companyId, (tx) => canSeeVisitor(tx, agent.companyId, scope, everybody))) {
          seen.add(visitorId)
        }
      }
      return seen
    },
  }
}
export type Desk = ReturnType<typeof createDesk>
