import type { Ticket, TicketQuery, TicketRow } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { TicketCollaborators, TicketScope } from '../collaborators.ts'
import { entriesOf } from '../store/entries.ts'
import { findVisible, type TicketRecord } from '../store/ticket.ts'
import { cursorOf, filesVisible, isCursor, listVisible } from '../view.ts'

/** Nobody reads further back; the database keeps all. */
const entriesShown = 500

const encodeCursor = (sort: string, parts: readonly string[]) =>
  Buffer.from([sort, ...parts].join('|')).toString('base64url')

function decodeCursor(sort: TicketQuery['sort'], cursor: string | undefined): readonly string[] | undefined {
  if (cursor === undefined) return undefined
  const [by, ...parts] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (by === sort && isCursor(sort, parts)) return parts
  throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out for this order.', {
    fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
  })
}

/** The ticket, or there is none for this agent. */
export async function visible(
  tx: Tx,
  companyId: string,
  scope: TicketScope,
  ticketId: string,
  how: { toChange?: boolean } = {},
): Promise<TicketRecord> {
  const found = await findVisible(tx, companyId, scope, ticketId, how)
  if (!found) throw notFound('ticket')
  return found
}

export interface ReadParts {
  readonly db: Db
  readonly now: () => Date
  readonly collaborators: Pick<
    TicketCollaborators,
    'scopeOf' | 'samePerson' | 'visitorsCalled' | 'conversation' | 'wordsLookedFor' | 'handlers' | 'groups'
  >
}

/** What agents see of tickets: through `visible`, or a query with the same condition in it. */
export function createTicketReader({ db, now, collaborators }: ReadParts) {
  async function rowsOf({ companyId, agentId }: AgentCaller, tickets: readonly TicketRecord[]): Promise<TicketRow[]> {
    const visitorIds = new Set(tickets.flatMap(({ visitorId }) => visitorId ?? []))
    const names = await collaborators.visitorsCalled(companyId, [...visitorIds])
    return tickets.map((ticket) => {
      return {
        ticketId: ticket.ticketId,
        number: ticket.number,
        title: ticket.title,
        ticketTypeId: ticket.ticketTypeId,
        priority: ticket.priority,
        state: ticket.state,
        assigneeId: ticket.assigneeId,
        groupId: ticket.groupId,
        creatorId: ticket.creatorId,
        visitorId: ticket.visitorId,
        visitorName: (ticket.visitorId && names.get(ticket.visitorId)) ?? '',
        dueAt: ticket.dueAt?.toISOString() ?? null,
        createdAt: ticket.createdAt.toISOString(),
        changedAt: ticket.changedAt.toISOString(),
        commentCount: ticket.commentCount,
        isWatched: ticket.watcherIds.includes(agentId),
      }
    })
  }

  async function mayOpen(agent: AgentCaller, conversationId: string | null): Promise<boolean> {
    if (conversationId === null) return false
    try {
      await collaborators.conversation(agent, conversationId)
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

  const reader = {
    async get(agent: AgentCaller, ticketId: string): Promise<Ticket> {
      const { companyId } = agent
      const scope = await collaborators.scopeOf(agent)
      const { ticket, entries } = await db.company(companyId, async (tx) => ({
        ticket: await visible(tx, companyId, scope, ticketId),
        entries: await entriesOf(tx, companyId, ticketId, entriesShown),
      }))
      const [row] = await rowsOf(agent, [ticket])
      if (!row) throw notFound('ticket')
      const { revision, description, watcherIds, conversationId, atSeq } = ticket
      return {
        ...row,
        revision,
        description,
        watcherIds: [...watcherIds],
        conversationId,
        atSeq,
        mayOpenConversation: await mayOpen(agent, conversationId),
        entries,
      }
    },

    /** Null where there is none for this agent. */
    async find(agent: AgentCaller, ticketId: string): Promise<Ticket | null> {
      try {
        return await reader.get(agent, ticketId)
      } catch (error) {
        if (error instanceof Refusal && error.kind === 'not_found') return null
        throw error
      }
    },

    async list(agent: AgentCaller, { cursor, words = '', visitorId, ...query }: TicketQuery) {
      const { companyId, agentId } = agent
      const number = /^#?(\d{1,9})$/.exec(words)?.[1]
      const isNumber = number !== undefined && words.startsWith('#')
      const wanted = words === '' || isNumber ? [] : await collaborators.wordsLookedFor(words)
      if (words !== '' && !isNumber && wanted.length === 0) return { items: [], next: null }
      const visitorIds = visitorId === undefined ? undefined : await collaborators.samePerson(companyId, visitorId)
      const after = decodeCursor(query.sort, cursor)
      const scope = await collaborators.scopeOf(agent)
      const found = await db.company(companyId, (tx) =>
        listVisible(tx, companyId, scope, {
          ...query,
          agentId,
          now: now(),
          visitorIds,
          words: wanted,
          number: number === undefined ? undefined : Number(number),
          after,
        }),
      )
      const page = found.slice(0, query.limit)
      const last = page.at(-1)
      return {
        items: await rowsOf(agent, page),
        next: found.length > query.limit && last ? encodeCursor(query.sort, cursorOf(query.sort, last)) : null,
      }
    },

    async people({ companyId }: AgentCaller) {
      const { agents, groups } = await db.company(companyId, async (tx) => ({
        agents: await collaborators.handlers(tx, companyId),
        groups: await collaborators.groups(tx, companyId),
      }))
      return {
        agents: agents.map(({ agentId, name }) => ({ agentId, name })),
        groups: groups.map(({ groupId, name }) => ({ groupId, name })),
      }
    },

    /** Those of these files that belong to comments which the agent may read. */
    async filesSeenBy(agent: AgentCaller, fileIds: readonly string[]): Promise<ReadonlySet<string>> {
      if (!agent.permissions.has('ticket.handle')) return new Set()
      const scope = await collaborators.scopeOf(agent)
      return new Set(await db.company(agent.companyId, (tx) => filesVisible(tx, agent.companyId, scope, fileIds)))
    },
  }
  return reader
}
export type TicketReader = ReturnType<typeof createTicketReader>
