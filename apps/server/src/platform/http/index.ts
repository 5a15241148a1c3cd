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
export { os } from './os.ts'
