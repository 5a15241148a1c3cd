export type { BlocksChanged } from './events.ts'
export { createShieldGuard, type Guest, type ShieldGuard } from './guard.ts'
export { createShieldRoutes } from './routes.ts'
export { createShieldService, type ShieldService } from './service.ts'
