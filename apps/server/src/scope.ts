import type { ConversationScope } from './modules/conversation/index.ts'
import type { TeamQueries } from './modules/team/index.ts'
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
