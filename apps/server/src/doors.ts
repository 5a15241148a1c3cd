import { createAgentEndpoint } from './endpoints/agent.ts'
import { createClassFeed } from './endpoints/class-feed.ts'
import { createPhraseFeed } from './endpoints/phrase-feed.ts'
import { createQualityFeed } from './endpoints/quality-feed.ts'
import { createTeamFeed } from './endpoints/team-feed.ts'
import { createVisitorEndpoint } from './endpoints/visitor.ts'
import { createVisitorFeed } from './endpoints/visitor-feed.ts'
import type { Foundation } from './foundation.ts'
import type { CompanyDirectory, CompanyService } from './modules/company/index.ts'
import type { RobotRules } from './modules/robot/index.ts'
import type { Security } from './modules/security/index.ts'
import type { Team } from './modules/team/index.ts'
import { createVisitPages } from './modules/visitor/index.ts'
import { createGateway, type Endpoint, type Frame, type Gateway } from './platform/realtime/index.ts'
import type { Supervision } from './supervision.ts'
import type { Talks } from './talks.ts'

export interface DoorsParts {
  readonly foundation: Foundation
  readonly publicUrl: URL
  readonly directory: CompanyDirectory
  readonly company: CompanyService
  readonly team: Team
  readonly security: Security
  readonly talks: Talks
  readonly supervision: Supervision
  readonly robotRules: RobotRules
  /** The one that is being made here: nobody enters before it is. */
  readonly gateway: () => Gateway
}

/** Where clients come in and speak, and what is told to those who are inside. */
export function createDoors(parts: DoorsParts) {
  const { foundation, publicUrl, directory, company, team, security, talks, supervision, robotRules } = parts
  const { db, bus, events, config, log, now, onTrouble } = foundation
  const { conversations, visitors } = talks
  const shared = { gateway: parts.gateway, publicUrl, conversations, now, onTrouble }
  const building = new AsyncDisposableStack()
  const agentEndpoint = createAgentEndpoint({
    ...shared,
    sessionCookie: security.sessionCookie,
    authenticate: security.authenticate,
    presence: team.presence,
    team: team.queries,
    pagesOf: createVisitPages({ db }),
    feeds: supervision.feeds,
  })
  const visitorEndpoint = createVisitorEndpoint({
    ...shared,
    directory,
    visitors,
    door: supervision.door,
    invites: supervision.invites,
    isStaffed: team.queries.isStaffed,
    robotOf: async (companyId, siteId) => ({
      ...(await robotRules.profile(companyId)),
      isReceiving: (await robotRules.receives(companyId, siteId)) !== 'never',
    }),
  })
  const gateway = createGateway({
    bus,
    log,
    trustProxy: config.trustProxy,
    endpoints: [agentEndpoint, visitorEndpoint] as unknown as readonly Endpoint<Frame, unknown>[],
  })
  createVisitorFeed({ events, conversations })
  createClassFeed({ events, gateway, classes: conversations.classes })
  createQualityFeed({ events, gateway, quality: conversations.quality })
  createPhraseFeed({ events, gateway })
  building.use(
    createTeamFeed({
      events,
      gateway,
      team: team.queries,
      sitesOf: async (companyId) => (await company.sites(companyId)).map(({ siteId }) => siteId),
      log,
    }),
  )
  return { gateway, [Symbol.asyncDispose]: () => building.disposeAsync() }
}
