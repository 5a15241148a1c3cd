import type { DataScope, Permission } from '@youwen/contract'
import { Refusal } from '../errors.ts'

/** Who asks. Found out before anything else of a request is looked at. */
export type Caller = AnonymousCaller | AgentCaller | VisitorCaller

export interface AnonymousCaller {
  readonly kind: 'anonymous'
}

export interface AgentCaller {
  readonly kind: 'agent'
  readonly companyId: string
  readonly agentId: string
  readonly sessionId: string
  readonly name: string
  readonly permissions: ReadonlySet<Permission>
  readonly dataScope: DataScope
  readonly isOwner: boolean
  readonly mustChangePassword: boolean
}

export interface VisitorCaller {
  readonly kind: 'visitor'
  readonly companyId: string
  readonly siteId: string
  readonly visitorId: string
}

interface Asked {
  readonly caller: Caller
}

/** The agent who asks. Routes that only agents may call use it; for anyone else it refuses. */
export function agentOf(context: Asked): AgentCaller {
  if (context.caller.kind !== 'agent') throw notSignedIn()
  return context.caller
}

/** The visitor who asks. Routes that only visitors may call use it; for anyone else it refuses. */
export function visitorOf(context: Asked): VisitorCaller {
  if (context.caller.kind !== 'visitor') throw notSignedIn()
  return context.caller
}

/** For routes that serve agents and visitors alike. */
export function knownCallerOf(context: Asked): AgentCaller | VisitorCaller {
  if (context.caller.kind === 'anonymous') throw notSignedIn()
  return context.caller
}

export const forbidden = () => new Refusal('forbidden', 'security.forbidden', 'Your role does not allow this.')
export const notSignedIn = () => new Refusal('unauthenticated', 'security.unauthenticated', 'Log in first.')
