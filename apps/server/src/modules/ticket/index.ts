export type { TicketScope } from './collaborators.ts'
export { ticketsTopic } from './frames.ts'
export { createTicketRoutes } from './routes.ts'
export { createTickets } from './tickets.ts'
