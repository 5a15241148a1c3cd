import { agentOf, os } from '../../platform/http/index.ts'
import { asSeenBy } from './queries.ts'
import type { Team } from './team.ts'

export const createTeamRoutes = ({ agents, groups, roles, own, queries }: Team) => ({
  agents: os.team.agents.handler(({ context }) => agents.list(agentOf(context).companyId)),
  addAgent: os.team.addAgent.handler(({ context, input }) => agents.add(agentOf(context), input)),
  saveAgent: os.team.saveAgent.handler(({ context, input }) => agents.save(agentOf(context), input)),
  resetPassword: os.team.resetPassword.handler(async ({ context, input }) => ({
    oneTimePassword: await agents.resetPassword(agentOf(context), input.agentId),
  })),
  groups: os.team.groups.handler(({ context }) => groups.list(agentOf(context).companyId)),
  addGroup: os.team.addGroup.handler(({ context, input }) => groups.add(agentOf(context).companyId, input)),
  saveGroup: os.team.saveGroup.handler(({ context, input }) => groups.save(agentOf(context).companyId, input)),
  removeGroup: os.team.removeGroup.handler(({ context, input }) =>
    groups.remove(agentOf(context).companyId, input.groupId),
  ),
  roles: os.team.roles.handler(({ context }) => roles.list(agentOf(context).companyId)),
  addRole: os.team.addRole.handler(({ context, input }) => roles.add(agentOf(context), input)),
  saveRole: os.team.saveRole.handler(({ context, input }) => roles.save(agentOf(context), input)),
  removeRole: os.team.removeRole.handler(({ context, input }) => roles.remove(agentOf(context), input.roleId)),
  saveProfile: os.team.saveProfile.handler(({ context, input }) => own.saveProfile(agentOf(context), input)),
  setState: os.team.setState.handler(async ({ context, input }) => ({
    state: await own.setState(agentOf(context), input.state),
  })),
  colleagues: os.team.colleagues.handler(async ({ context }) => {
    const { companyId, agentId } = agentOf(context)
    return asSeenBy(agentId, await queries.colleagues(companyId))
  }),
})
