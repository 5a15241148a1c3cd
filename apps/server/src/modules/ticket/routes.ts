import { agentOf, os } from '../../platform/http/index.ts'
import type { Tickets } from './tickets.ts'

export const createTicketRoutes = ({ reader, writer, types, notices }: Tickets) => ({
  list: os.ticket.list.handler(({ context, input }) => reader.list(agentOf(context), input)),
  get: os.ticket.get.handler(({ context, input }) => reader.get(agentOf(context), input.ticketId)),
  add: os.ticket.add.handler(({ context, input }) => writer.add(agentOf(context), input)),
  change: os.ticket.change.handler(({ context, input }) => writer.change(agentOf(context), input)),
  comment: os.ticket.comment.handler(({ context, input }) => writer.comment(agentOf(context), input)),
  watch: os.ticket.watch.handler(({ context, input }) =>
    writer.watch(agentOf(context), input.ticketId, input.isWatched),
  ),
  people: os.ticket.people.handler(({ context }) => reader.people(agentOf(context))),
  types: os.ticket.types.handler(({ context }) => types.list(agentOf(context).companyId)),
  addType: os.ticket.addType.handler(({ context, input }) => types.add(agentOf(context).companyId, input)),
  saveType: os.ticket.saveType.handler(({ context, input }) => types.save(agentOf(context).companyId, input)),
  removeType: os.ticket.removeType.handler(({ context, input }) =>
    types.remove(agentOf(context).companyId, input.ticketTypeId),
  ),
  notices: os.ticket.notices.handler(({ context }) => notices.list(agentOf(context))),
  readNotices: os.ticket.readNotices.handler(({ context, input }) => notices.read(agentOf(context), input.ticketId)),
})
