import { type RawBuilder, sql } from 'kysely'

/**
 * Whose conversations an agent may see. `agentIds` and `groupIds` are himself and, for a role whose scope is the group,
 * those he works with; `queue` is whether he may take what
 * nobody has: what waits, and what the robot holds alone.
 */
export interface ConversationScope {
  readonly agentId: string
  readonly all: boolean
  readonly agentIds: readonly string[]
  readonly groupIds: readonly string[]
  readonly queue: boolean
}

/** The one rule of visibility, as a condition on the conversation `c`. Who took part keeps seeing it. */
export function visibleTo(scope: ConversationScope): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`
  return sql<boolean>`(
    c.agent_id = any(${scope.agentIds}::uuid[])
    or c.group_id = any(${scope.groupIds}::uuid[])
    or (${scope.queue} and c.status <> 'closed' and c.agent_id is null)
    or exists (select from conversation_participant p where p.company_id = c.company_id
      and p.conversation_id = c.conversation_id and p.agent_id = any(${scope.agentIds}::uuid[])))`
}
