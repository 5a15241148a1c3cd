import type { TicketNotice, TicketNotices } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { TicketCollaborators } from '../collaborators.ts'
import { announce } from '../events.ts'
import { claimDue, findDue, markReminded } from '../store/due.ts'
import * as store from '../store/notices.ts'
import type { TicketRecord } from '../store/ticket.ts'

const shown = 50
/** How long before it is due a ticket's people hear of it. */
export const soonMs = 60 * 60_000
const keptMs = 60 * 86_400_000

export interface NoticeParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly collaborators: Pick<TicketCollaborators, 'handlers' | 'groups'>
}

/** Who is concerned by a ticket: its assignee, or while nobody has it the members of its group; its maker; who watches. */
export function createNotices({ db, now, newId, collaborators }: NoticeParts) {
  async function holdersOf(
    tx: Tx,
    companyId: string,
    { assigneeId, groupId }: TicketRecord,
  ): Promise<readonly string[]> {
    if (assigneeId) return [assigneeId]
    if (!groupId) return []
    const groups = await collaborators.groups(tx, companyId)
    return groups.find((group) => group.groupId === groupId)?.memberIds ?? []
  }

  async function put(
    tx: Tx,
    companyId: string,
    { ticketId }: TicketRecord,
    kind: TicketNotice['kind'],
    actorId: string | null,
    agentIds: Iterable<string>,
  ) {
    const handlers = new Set((await collaborators.handlers(tx, companyId)).map(({ agentId }) => agentId))
    // In one order, so that two transactions never wait for each other.
    const told = [...new Set(agentIds)].filter((agentId) => agentId !== actorId && handlers.has(agentId)).toSorted()
    for (const agentId of told) {
      const ticketNoticeId = newId()
      await store.putNotice(tx, companyId, { ticketNoticeId, agentId, ticketId, kind, actorId, at: now() })
      const notice = (await store.noticesOf(tx, companyId, agentId, 1))[0] ?? null
      const unread = await store.countUnread(tx, companyId, agentId)
      announce(tx, { type: 'ticket.noticed', companyId, agentId, notice, unread })
    }
  }

  const read = async (tx: Tx, { companyId, agentId }: AgentCaller): Promise<TicketNotices> => ({
    notices: await store.noticesOf(tx, companyId, agentId, shown),
    unread: await store.countUnread(tx, companyId, agentId),
  })

  return {
    /** It is theirs now. */
    assigned: async (tx: Tx, companyId: string, ticket: TicketRecord, actorId: string) =>
      put(tx, companyId, ticket, 'assigned', actorId, await holdersOf(tx, companyId, ticket)),

    /** Something was said or settled. */
    moved: async (tx: Tx, companyId: string, ticket: TicketRecord, kind: 'commented' | 'state', actorId: string) =>
      put(tx, companyId, ticket, kind, actorId, [
        ...(await holdersOf(tx, companyId, ticket)),
        ticket.creatorId,
        ...ticket.watcherIds,
      ]),

    list: (agent: AgentCaller): Promise<TicketNotices> => db.company(agent.companyId, (tx) => read(tx, agent)),

    read: (agent: AgentCaller, ticketId: string | undefined): Promise<TicketNotices> =>
      db.company(agent.companyId, async (tx) => {
        const { companyId, agentId } = agent
        const seen = await store.markRead(tx, companyId, agentId, ticketId, now())
        const notices = await read(tx, agent)
        // His other windows lose the badge too.
        if (seen > 0) {
          const { unread } = notices
          announce(tx, { type: 'ticket.noticed', companyId, agentId, notice: null, unread })
        }
        return notices
      }),

    /** Tells of what is due soon and of what is overdue, once each; for a job, on as many nodes as there are. */
    async remindOfDue(): Promise<void> {
      const at = now()
      const soon = new Date(at.getTime() + soonMs)
      for (const due of await db.all((tx) => findDue(tx, at, soon, 500))) {
        await db.company(due.companyId, async (tx) => {
          const ticket = await claimDue(tx, due, at, soon)
          if (!ticket?.dueAt) return
          const isOverdue = ticket.dueAt <= at
          await markReminded(tx, due, isOverdue ? 2 : 1)
          await put(tx, due.companyId, ticket, isOverdue ? 'overdue' : 'due_soon', null, [
            ...(await holdersOf(tx, due.companyId, ticket)),
            ...ticket.watcherIds,
          ])
        })
      }
    },

    forgetRead: () => db.all((tx) => store.forgetRead(tx, new Date(now().getTime() - keptMs))),
  }
}
export type Notices = ReturnType<typeof createNotices>
