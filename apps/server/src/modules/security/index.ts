export type { PasswordChanged, SecurityEvent, SessionsEnded } from './events.ts'
export { createSecurityRoutes } from './routes.ts'
export { createSecurity, type Security, type SecurityParts } from './security.ts'
export { createSessions, type Sessions } from './sessions.ts'
