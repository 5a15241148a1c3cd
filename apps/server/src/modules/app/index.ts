export type { AppSwitched } from './events.ts'
export { createAppRoutes } from './routes.ts'
export { createAppService } from './service.ts'
export { type AppSwitches, createAppSwitches } from './switches.ts'
