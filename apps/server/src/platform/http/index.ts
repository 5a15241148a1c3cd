export { type ApiAnswer, type ApiRouter, serveApi } from './api.ts'
export {
  type AgentCaller,
  agentOf,
  type Caller,
  forbidden,
  knownCallerOf,
  notSignedIn,
  type VisitorCaller,
  visitorOf,
} from './caller.ts'
export type { AuditEntry, CookieOptions, RequestContext } from './context.ts'
export { serveDocs } from './docs.ts'
export { serveHealth } from './health.ts'
export { os } from './os.ts'
export { cardPolicy, chatPolicy } from './security-headers.ts'
export { createHttpServer, pageOrigins } from './server.ts'
export { createPage, serveWebApp } from './web-app.ts'
