import type { OptionalApp } from '@youwen/contract'
import type { Caller } from './caller.ts'

export interface CookieOptions {
  /** Absent: the cookie ends with the browser session. */
  readonly maxAgeSeconds?: number
}

/** One line of the operation log. */
export interface AuditEntry {
  readonly companyId: string
  readonly agentId: string
  readonly agentName: string
  readonly action: string
  readonly subject: string | null
  readonly detail: Record<string, unknown>
  readonly ip: string
}

/** What every route handler is given beside its input. */
export interface RequestContext {
  readonly caller: Caller
  /** Behind trusted proxies the client's address, else the peer's. */
  readonly ip: string
  readonly userAgent: string
  readonly requestId: string
  /** HttpOnly, SameSite=Strict, Path=/, and Secure when we are reached by https. */
  setCookie(name: string, value: string, options?: CookieOptions): void
  clearCookie(name: string): void
  recordAudit(entry: AuditEntry): Promise<void>
  /** Whether a company uses an app that it could do without. */
  isAppOn(companyId: string, app: OptionalApp): Promise<boolean>
}
