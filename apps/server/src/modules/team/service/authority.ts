import { dataScopes } from '@youwen/contract'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { RoleRow } from '../store/roles.ts'

/** Who changes the team. */
export type Actor = Pick<AgentCaller, 'companyId' | 'agentId' | 'isOwner' | 'permissions' | 'dataScope'>

/** For whoever sets up a company before anybody is in it. */
export const asOwner = (companyId: string): Actor => ({
  companyId,
  agentId: '00000000-0000-0000-0000-000000000000',
  isOwner: true,
  permissions: new Set(),
  dataScope: 'all',
})

/**
 * Nobody gives, takes or touches power beyond his own: else who may manage agents could make himself anything, by a new
 * role, by a new agent, or by a new password for somebody above him.
 */
export function checkAuthority(actor: Actor, role: Pick<RoleRow, 'permissions' | 'dataScope'>): void {
  if (actor.isOwner) return
  const isWithin =
    role.permissions.every((permission) => actor.permissions.has(permission)) &&
    dataScopes.indexOf(role.dataScope) <= dataScopes.indexOf(actor.dataScope)
  if (!isWithin) throw new Refusal('forbidden', 'role.beyond_own', 'That role may do more than you may.')
}

export const unknownField = (path: string, what: string) => {
  const title = `There is no such ${what}.`
  return new Refusal('invalid', 'validation.failed', title, { fields: [{ path, code: 'unknown', title }] })
}
