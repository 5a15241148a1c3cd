import type { AppointmentScope } from './modules/appointment/index.ts'
import type { ConversationScope } from './modules/conversation/index.ts'
import type { TeamQueries } from './modules/team/index.ts'
import type { TicketScope } from './modules/ticket/index.ts'
import type { AgentCaller } from './platform/http/index.ts'

/**
 * Whose conversations an agent may see: without `conversation.view_all` his own, with it those that the data scope of
 * his role reaches. Who serves may also see who waits.
 */
export async function scopeOf(team: Pick<TeamQueries, 'workmates'>, agent: AgentCaller): Promise<ConversationScope> {
  const { companyId, agentId, permissions, dataScope } = agent
  const reach = permissions.has('conversation.view_all') ? dataScope : 'own'
  const { agentIds, groupIds } =
    reach === 'group' ? await team.workmates(companyId, agentId) : { agentIds: [agentId], groupIds: [] }
  return { agentId, all: reach === 'all', agentIds, groupIds, queue: permissions.has('conversation.serve') }
}

/**
 * Whose tickets an agent may see: his own and those of his groups, so that somebody takes what was given to a group; with
 * the data scope `group` or `all` also those of whom it reaches; with `ticket.manage` every one.
 */
export async function ticketScopeOf(team: Pick<TeamQueries, 'workmates'>, agent: AgentCaller): Promise<TicketScope> {
  const { companyId, agentId, permissions, dataScope } = agent
  if (permissions.has('ticket.manage') || dataScope === 'all') {
    return { agentId, all: true, agentIds: [], groupIds: [] }
  }
  const { agentIds, groupIds } = await team.workmates(companyId, agentId)
  return { agentId, all: false, agentIds: dataScope === 'group' ? agentIds : [agentId], groupIds }
}

/**
 * Whose appointments an agent may see beside those of visitors whom he may see. Who arranges templates sees no more by
 * that: they are people's names and telephone numbers.
 */
export async function appointmentScopeOf(
  team: Pick<TeamQueries, 'workmates'>,
  { companyId, agentId, dataScope }: AgentCaller,
): Promise<AppointmentScope> {
  const { agentIds } = dataScope === 'group' ? await team.workmates(companyId, agentId) : { agentIds: [agentId] }
  return { all: dataScope === 'all', agentIds }
}

/** Whom an agent may watch: the same people whose conversations he may see. Undefined means everybody. */
export async function reachOf(
  team: Pick<TeamQueries, 'workmates'>,
  agent: AgentCaller,
): Promise<ReadonlySet<string> | undefined> {
  const { all, agentIds } = await scopeOf(team, agent)
  return all ? undefined : new Set(agentIds)
}
