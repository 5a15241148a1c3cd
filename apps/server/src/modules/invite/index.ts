export type { InviteChanged } from './events.ts'
export { createInviteFrames } from './frames.ts'
export { createInviteRoutes } from './routes.ts'
export { createInviteService, type InviteParts, type InviteService } from './service.ts'
