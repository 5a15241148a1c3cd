import { type RawBuilder, sql } from 'kysely'
import type { TicketScope } from '../collaborators.ts'

/**
 * The one rule of who may see a ticket `k`: who made it, has it or watches it; whose group it lies with; for a scope
 * wider than one's own, what concerns those it reaches; everything for who manages tickets.
 */
export function visibleTo(scope: TicketScope): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  return sql<boolean>`(
    k.assignee_id = any(${scope.agentIds}::uuid[])
    or k.creator_id = any(${scope.agentIds}::uuid[])
    or ${scope.agentId}::uuid = any(k.watcher_ids)
    or k.group_id = any(${scope.groupIds}::uuid[]))`
}
