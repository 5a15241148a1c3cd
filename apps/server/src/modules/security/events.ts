import type { Tx } from '../../platform/db/index.ts'

/** Sessions of an agent are over: nothing may be done in their name any more, not even on an open socket. */
export interface SessionsEnded {
  readonly type: 'session.ended'
  readonly companyId: string
  readonly agentId: string
  readonly sessionIds: readonly string[]
  /** A code (`role_changed`), or what somebody wrote who ended them by force. */
  readonly reason: string
}

export interface PasswordChanged {
  readonly type: 'security.password_changed'
  readonly companyId: string
  readonly agentId: string
}

export type SecurityEvent = SessionsEnded | PasswordChanged

export const announce = (tx: Pick<Tx, 'announce'>, event: SecurityEvent): void => tx.announce(event)
