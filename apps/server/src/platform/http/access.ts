import type { RouteMeta } from '@youwen/contract'
import { Refusal } from '../errors.ts'
import { type Caller, forbidden, notSignedIn } from './caller.ts'

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
