import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { TicketCollaborators } from '../collaborators.ts'
import type { TicketRecord } from '../store/ticket.ts'
import { findType } from '../store/types.ts'

const refuse = (path: string, code: string, title: string) =>
  new Refusal('invalid', code, title, { fields: [{ path, code, title }] })

/**
 * Refuses a ticket that names what is not there: only what is new in it is looked at, so that a ticket whose assignee
 * has left, or whose type was removed, can still be changed in everything else.
 */
export async function checkReferences(
  tx: Tx,
  collaborators: Pick<TicketCollaborators, 'handlers' | 'groups'>,
  companyId: string,
  before: TicketRecord | undefined,
  after: TicketRecord,
): Promise<void> {
  const people = (['assigneeId', 'watcherIds'] as const).flatMap((path) => {
    const held = before ? [before[path] ?? []].flat() : []
    return [after[path] ?? []]
      .flat()
      .map((agentId, index) => ({ agentId, path: path === 'assigneeId' ? path : `${path}.${index}` }))
      .filter(({ agentId }) => !held.includes(agentId))
  })
  if (people.length > 0) {
    const handlers = new Set((await collaborators.handlers(tx, companyId)).map(({ agentId }) => agentId))
    const stranger = people.find(({ agentId }) => !handlers.has(agentId))
    if (stranger) throw refuse(stranger.path, 'ticket.cannot_handle', 'This person does not handle tickets.')
  }
  if (after.groupId && after.groupId !== before?.groupId) {
    const groups = await collaborators.groups(tx, companyId)
    if (!groups.some(({ groupId }) => groupId === after.groupId)) {
      throw refuse('groupId', 'group.not_found', 'There is no such group.')
    }
  }
  if (after.ticketTypeId && after.ticketTypeId !== before?.ticketTypeId) {
    const type = await findType(tx, companyId, after.ticketTypeId)
    if (!type || type.isRemoved) throw refuse('ticketTypeId', 'ticket_type.not_found', 'There is no such ticket type.')
  }
}
