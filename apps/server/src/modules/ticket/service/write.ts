import type { AddTicket, ChangeTicket, Ticket, TicketEntry } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { TicketCollaborators } from '../collaborators.ts'
import { announce } from '../events.ts'
import { insertEntry, insertFiles, ticketOfEntry } from '../store/entries.ts'
import { insertTicket, isKnown, nextNumber, type TicketRecord, updateTicket } from '../store/ticket.ts'
import { changesBetween, wanted } from './changes.ts'
import { checkReferences } from './check.ts'
import { type Notices, soonMs } from './notices.ts'
import { type TicketReader, visible } from './read.ts'

export interface WriteParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly reader: TicketReader
  readonly notices: Notices
  readonly collaborators: Pick<
    TicketCollaborators,
    'scopeOf' | 'handlers' | 'groups' | 'conversation' | 'uploaded' | 'wordsToFind'
  >
}

const idReused = () => new Refusal('conflict', 'ticket.id_reused', 'Something else has this id already.')

export function createTicketWriter({ db, now, newId, reader, notices, collaborators }: WriteParts) {
  /** Who is given something due within the hour knows it by that; he is told again when it is overdue. */
  const remindedOf = (dueAt: Date | null) => {
    if (dueAt === null || dueAt.getTime() > now().getTime() + soonMs) return 0
    return dueAt <= now() ? 2 : 1
  }

  const record = (
    tx: Tx,
    { companyId, agentId }: AgentCaller,
    ticketId: string,
    body: TicketEntry['body'],
    id = newId(),
  ) => insertEntry(tx, companyId, { entryId: id, ticketId, agentId, body, at: now() })

  const tell = (tx: Tx, companyId: string, { ticketId, revision }: TicketRecord) =>
    announce(tx, { type: 'ticket.changed', companyId, ticketId, revision })

  const wordsOf = ({ title, description }: TicketRecord) => collaborators.wordsToFind(`${title}\n${description}`)

  return {
    async add(agent: AgentCaller, request: AddTicket): Promise<Ticket> {
      const { companyId, agentId } = agent
      const { id: ticketId, conversationId, dueAt } = request
      const visitorId = conversationId ? (await collaborators.conversation(agent, conversationId)).visitorId : null
      await db.company(companyId, async (tx) => {
        const number = await nextNumber(tx, companyId)
        if (await isKnown(tx, companyId, ticketId)) return
        const due = dueAt === null ? null : new Date(dueAt)
        const ticket: TicketRecord = {
          ...request,
          ticketId,
          number,
          state: 'open',
          creatorId: agentId,
          watcherIds: [...new Set(request.watcherIds)],
          visitorId,
          atSeq: conversationId === null ? null : request.atSeq,
          dueAt: due,
          reminded: remindedOf(due),
          commentCount: 0,
          revision: 1,
          createdAt: now(),
          changedAt: now(),
        }
        await checkReferences(tx, collaborators, companyId, undefined, ticket)
        await insertTicket(tx, companyId, ticket, await wordsOf(ticket))
        await record(tx, agent, ticketId, { type: 'created' })
        await notices.assigned(tx, companyId, ticket, agentId)
        tell(tx, companyId, ticket)
      })
      return reader.get(agent, ticketId)
    },

    /** Answers null when it is out of his sight now: handed to others. */
    async change(agent: AgentCaller, { ticketId, revision, ...request }: ChangeTicket): Promise<Ticket | null> {
      const { companyId, agentId } = agent
      const scope = await collaborators.scopeOf(agent)
      await db.company(companyId, async (tx) => {
        const before = await visible(tx, companyId, scope, ticketId, { toChange: true })
        const after = wanted(before, request)
        const changes = changesBetween(before, after)
        // Asked for what is so already: a retry, or two who decided alike.
        if (changes.length === 0) return
        if (before.revision !== revision) {
          throw new Refusal('conflict', 'ticket.changed_meanwhile', 'Somebody else has changed this ticket since.')
        }
        await checkReferences(tx, collaborators, companyId, before, after)
        const isRewritten = changes.some(({ field }) => field === 'title' || field === 'description')
        const isReset = changes.some(({ field }) => field === 'due')
        const changed: TicketRecord = {
          ...after,
          reminded: isReset ? remindedOf(after.dueAt) : after.reminded,
          revision: before.revision + 1,
          changedAt: now(),
        }
        await updateTicket(tx, companyId, changed, isRewritten ? await wordsOf(changed) : undefined)
        await record(tx, agent, ticketId, { type: 'changed', changes })
        if (changes.some(({ field }) => field === 'assignee' || field === 'group')) {
          await notices.assigned(tx, companyId, changed, agentId)
        }
        if (changes.some(({ field }) => field === 'state')) {
          await notices.moved(tx, companyId, changed, 'state', agentId)
        }
        tell(tx, companyId, changed)
      })
      return reader.find(agent, ticketId)
    },

    async comment(
      agent: AgentCaller,
      { ticketId, id, text, fileIds }: { ticketId: string; id: string; text: string; fileIds: readonly string[] },
    ): Promise<Ticket> {
      const { companyId, agentId } = agent
      if (text === '' && fileIds.length === 0) {
        throw new Refusal('invalid', 'ticket.comment_empty', 'There is nothing in this comment.')
      }
      const scope = await collaborators.scopeOf(agent)
      await db.company(companyId, async (tx) => {
        const ticket = await visible(tx, companyId, scope, ticketId, { toChange: true })
        const ofTicket = await ticketOfEntry(tx, companyId, id)
        if (ofTicket === ticketId) return
        if (ofTicket !== undefined) throw idReused()
        const files = await collaborators.uploaded(tx, companyId, agentId, fileIds)
        if (!(await record(tx, agent, ticketId, { type: 'comment', text, files }, id))) throw idReused()
        await insertFiles(tx, companyId, ticketId, fileIds)
        // A comment contradicts no change that somebody is about to make: the revision stays.
        const commented = { ...ticket, commentCount: ticket.commentCount + 1, changedAt: now() }
        await updateTicket(tx, companyId, commented, undefined)
        await notices.moved(tx, companyId, commented, 'commented', agentId)
        tell(tx, companyId, commented)
      })
      return reader.get(agent, ticketId)
    },

    async watch(agent: AgentCaller, ticketId: string, isWatched: boolean) {
      const { companyId, agentId } = agent
      const scope = await collaborators.scopeOf(agent)
      await db.company(companyId, async (tx) => {
        const ticket = await visible(tx, companyId, scope, ticketId, { toChange: true })
        if (ticket.watcherIds.includes(agentId) === isWatched) return
        const others = ticket.watcherIds.filter((one) => one !== agentId)
        const watched = { ...ticket, watcherIds: isWatched ? [...others, agentId] : others }
        await updateTicket(tx, companyId, watched, undefined)
        tell(tx, companyId, watched)
      })
      return { isWatched }
    },
  }
}
