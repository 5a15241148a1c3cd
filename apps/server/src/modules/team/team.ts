import type { Db } from '../../platform/db/index.ts'
import type { Passwords } from '../../platform/passwords/index.ts'
import { createTeamQueries } from './queries.ts'
import { createAgentService } from './service/agents.ts'
import type { Avatars, EndSessions, LoadOf, UnknownSites } from './service/collaborators.ts'
import { createGroupService } from './service/groups.ts'
import { createOwnService } from './service/own.ts'
import { createPresence } from './service/presence.ts'
import { createRoleService } from './service/roles.ts'

export interface TeamParts {
  readonly db: Db
  readonly nodeId: string
  readonly passwords: Passwords
  readonly avatars: Avatars
  readonly endSessions: EndSessions
  readonly unknownSites: UnknownSites
  readonly loadOf: LoadOf
  onTrouble(error: unknown): void
}

export function createTeam(parts: TeamParts) {
  const agents = createAgentService(parts)
  return {
    agents,
    groups: createGroupService(parts),
    roles: createRoleService(parts),
    own: createOwnService({ ...parts, agentOf: agents.get }),
    presence: createPresence(parts),
    queries: createTeamQueries(parts),
  }
}
export type Team = ReturnType<typeof createTeam>
