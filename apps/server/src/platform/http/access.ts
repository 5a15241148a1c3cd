import { appOf, type RouteMeta } from '@youwen/contract'
import { Refusal } from '../errors.ts'
import { type Caller, forbidden, notSignedIn } from './caller.ts'
import type { RequestContext } from './context.ts'

/** Throws unless this caller may call a route that is declared so. */
export function checkAccess({ access, allowsOneTimePassword }: RouteMeta, caller: Caller): void {
  if (access === 'public') return
  if (caller.kind === 'anonymous') throw notSignedIn()
  if (caller.kind === 'agent' && caller.mustChangePassword && !allowsOneTimePassword) {
    throw new Refusal('forbidden', 'security.password_change_required', 'Choose a password of your own first.')
  }
  switch (access) {
    case 'anyone-known':
      return
    case 'visitor':
      if (caller.kind !== 'visitor') throw forbidden()
      return
    case 'signed-in':
      if (caller.kind !== 'agent') throw forbidden()
      return
    default:
      if (caller.kind !== 'agent' || !caller.permissions.has(access)) throw forbidden()
  }
}

/**
 * Throws when the route belongs to an app that the company of this agent has switched off. Visitors go on: what they were
 * asked before they may still answer.
 */
export async function checkApp(module: string, { caller, isAppOn }: Pick<RequestContext, 'caller' | 'isAppOn'>) {
  const app = appOf(module)
  if (app === undefined || caller.kind !== 'agent' || (await isAppOn(caller.companyId, app))) return
  throw new Refusal('forbidden', 'app.off', 'This app is switched off in your company.')
}
