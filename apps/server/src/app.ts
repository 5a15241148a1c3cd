import type { Device } from '@youwen/contract'
import type { FastifyInstance } from 'fastify'
import { v7 as uuidv7 } from 'uuid'
import { demoCompanyCode, serveDemo } from './demo.ts'
import { createAgentEndpoint, sessionTopic } from './endpoints/agent.ts'
import { createClassFeed } from './endpoints/class-feed.ts'
import { createPhraseFeed } from './endpoints/phrase-feed.ts'
import { createTeamFeed } from './endpoints/team-feed.ts'
import { createVisitorEndpoint } from './endpoints/visitor.ts'
import { createVisitorFeed } from './endpoints/visitor-feed.ts'
import { createGauges, createMeters } from './gauges.ts'
import { addressOf, stopAccepting } from './listening.ts'
import { addBuiltInFields, createCardRoutes, createCards, createSamePerson } from './modules/card/index.ts'
import {
  type CreateCompany,
  createCompanyDirectory,
  createCompanyRoutes,
  createCompanyService,
} from './modules/company/index.ts'
import {
  type ConversationChange,
  createClassRoutes,
  createConversationRoutes,
  createConversations,
  loadByAgent,
  topics,
  wordsLookedFor,
  wordsToFind,
} from './modules/conversation/index.ts'
import {
  createAddresses,
  createFileRoutes,
  createFileService,
  createSheetFiles,
  serveFiles,
} from './modules/file/index.ts'
import { createFilterRoutes, createFilterService } from './modules/filter/index.ts'
import { createInviteRoutes } from './modules/invite/index.ts'
import { createMonitorRoutes } from './modules/monitor/index.ts'
import { createPhraseRoutes, createPhrases } from './modules/phrase/index.ts'
import { createRatingRoutes, createRatings } from './modules/rating/index.ts'
import { createRouting } from './modules/routing/index.ts'
import { createSecurity, createSecurityRoutes, createSessions, type SessionsEnded } from './modules/security/index.ts'
import { createShieldRoutes } from './modules/shield/index.ts'
import { createTeam, createTeamRoutes, type FirstPassword } from './modules/team/index.ts'
import { createTicketRoutes, createTickets } from './modules/ticket/index.ts'
import {
  createFindRegion,
  createVisitorQueries,
  createVisitorRoutes,
  createVisitorService,
  createVisitorSummaries,
  createVisitorTokens,
  createVisitPages,
  openingOf,
  recogniseDevice,
  visitorNames,
} from './modules/visitor/index.ts'
import { createBus } from './platform/bus/index.ts'
import type { Config } from './platform/config/index.ts'
import { deriveKey } from './platform/crypto/index.ts'
import { createDb } from './platform/db/index.ts'
import { createEvents } from './platform/events/index.ts'
import { openFiles } from './platform/files/index.ts'
import { createHttpServer, os, serveApi, serveDocs, serveHealth } from './platform/http/index.ts'
import { createJobs } from './platform/jobs/index.ts'
import type { Logger } from './platform/log/index.ts'
import { createMetrics, serveMetrics } from './platform/metrics/index.ts'
import { createNode } from './platform/node/index.ts'
import { createPasswords } from './platform/passwords/index.ts'
import {
  createGateway,
  type Endpoint,
  type Frame,
  type Gateway,
  renderRealtimeDocs,
} from './platform/realtime/index.ts'
import { createSheets } from './platform/sheet/index.ts'
import { scopeOf, ticketScopeOf } from './scope.ts'
import { createSupervision, placeOf } from './supervision.ts'
import { serveWeb } from './web.ts'

export interface AppOptions {
  readonly config: Config
  /** Migrated already. */
  readonly databaseUrl: string
  readonly log: Logger
  /** Called before anybody is let in: a new server is furnished here. */
  readonly furnish?: (parts: Parts) => Promise<void>
}

/** The modules, for whoever furnishes, tests or measures the server. */
export type Parts = Omit<App, 'url' | 'localUrl' | typeof Symbol.asyncDispose>

export interface NewCompany extends CreateCompany {
  readonly owner: { readonly account: string; readonly name: string; readonly first?: FirstPassword }
}

/**
 * The whole server: platform, modules and what connects them. Used by `main.ts`, tests, benches and chaos runs alike.
 * Disposing of it shuts down in order: nobody new comes in, clients are told to move, what was begun is finished.
 */
export async function createApp({ config, databaseUrl, log, furnish }: AppOptions) {
  await using building = new AsyncDisposableStack()
  const { publicUrl, port } = await addressOf(config)
  const filesOrigin = config.filesOrigin?.origin
  const now = () => new Date()
  const onTrouble = (error: unknown) => log.warn({ err: error }, 'something was left for later')

  // ---- platform ----
  const events = createEvents({ log })
  const db = building.use(
    createDb({
      url: databaseUrl,
      poolSize: config.databasePoolSize,
      onCommit: (committed) => events.publish(committed),
    }),
  )
  const bus = building.use(createBus({ natsUrl: config.natsUrl, log }))
  const node = building.use(createNode({ db, log }))
  const { nodeId } = node
  const passwords = await createPasswords()
  const { storage, staging } = openFiles(config)
  const metrics = createMetrics()
  const meters = createMeters(metrics)
  // Modules tell clients through the gateway, and the gateway is made of the modules' endpoints.
  let opened: Gateway | undefined
  const gateway = (): Gateway => {
    if (!opened) throw new Error('Nothing happens before the gateway is there.')
    return opened
  }

  // ---- company, team, security ----
  const directory = building.use(createCompanyDirectory({ db, bus, events }))
  const company = createCompanyService({ db })
  const sessions = createSessions({ db })
  const addresses = createAddresses({ secret: config.secret, filesOrigin, now })
  const files = createFileService({
    db,
    storage,
    staging,
    addresses,
    now,
    visitorsSeenBy: (agent, visitorIds) => conversations.desk.canSeeVisitors(agent, visitorIds),
    filesSeenBy: (agent, fileIds) => tickets.reader.filesSeenBy(agent, fileIds),
  })
  const sheetFiles = createSheetFiles({ db, storage, now })
  const team = createTeam({
    db,
    nodeId,
    passwords,
    avatars: files,
    endSessions: sessions.endAllOf,
    unknownSites: company.unknownSites,
    loadOf: (companyId) => conversations.loads(companyId),
    onTrouble,
  })
  building.use(team.presence)
  const findRegion = createFindRegion()
  const security = building.use(
    createSecurity({
      db,
      bus,
      events,
      directory,
      team,
      sessions,
      passwords,
      publicUrl,
      regionOf: (ip) => placeOf(findRegion(ip)),
      deviceOf: (userAgent) => deviceOf(recogniseDevice(userAgent, { screen: '', language: '', timeZone: '' })),
      now,
      onTrouble,
    }),
  )
  events.on<SessionsEnded>('session.ended', ({ sessionIds, reason }) => {
    for (const sessionId of sessionIds) gateway().closeAll(sessionTopic(sessionId), 4440, reason)
  })

  // ---- visitors and conversations ----
  const tokens = createVisitorTokens(deriveKey(config.secret, 'visitor tokens'))
  const samePerson = createSamePerson({ db })
  const visitors = building.use(createVisitorService({ db, tokens, nodeId, findRegion, samePerson: samePerson.in }))
  const visitorSummaries = createVisitorSummaries({ db })
  const conversations = building.use(
    createConversations({
      db,
      events,
      bus,
      gateway: {
        publish: (...frame) => gateway().publish(...frame),
        publishHere: (...frame) => gateway().publishHere(...frame),
      },
      log,
      routing: createRouting({
        candidates: team.queries.candidates,
        loads: loadByAgent,
        assigned: team.queries.assigned,
      }),
      collaborators: {
        attach: files.attach,
        withdraw: files.withdraw,
        visitors: visitorSummaries,
        samePerson: samePerson.of,
        visit: (tx, companyId, visitId) => openingOf(tx, companyId, { visitId }),
        latestVisit: (tx, companyId, visitorId) => openingOf(tx, companyId, { visitorId }),
        timeZone: async (companyId) => (await directory.profile(companyId))?.timeZone ?? 'Asia/Shanghai',
        siteName: directory.nameOf,
        styleName: async (companyId, _siteId, styleId) => (styleId ? directory.nameOf(companyId, styleId) : ''),
        agentProfiles: team.queries.agentProfiles,
        scopeOf: (agent) => scopeOf(team.queries, agent),
        receiver: team.queries.receiver,
        groupExists: team.queries.groupExists,
      },
      newId: uuidv7,
      onBatch: meters.appended,
    }),
  )
  const visitorQueries = createVisitorQueries({
    db,
    conversations: { countOf: conversations.countOfVisitor, currentOf: conversations.currentOfVisitors },
    canSeeVisitor: async (agent, visitorId) => (await conversations.desk.canSeeVisitors(agent, [visitorId])).size > 0,
    samePerson: samePerson.of,
  })
  const cards = createCards({
    db,
    now,
    collaborators: {
      roleOf: team.queries.roleOf,
      rolesOf: team.roles.list,
      mustSee: visitorQueries.getVisitor,
      visible: visitorQueries.visibleAmong,
      names: visitorNames,
      messagesWith: conversations.desk.messagesWith,
      timeZoneOf: async (companyId) => (await company.get(companyId)).timeZone,
    },
  })

  const phrases = createPhrases({
    db,
    files,
    sheetFiles,
    sheets: createSheets(),
    localeOf: async (companyId) => (await directory.profile(companyId))?.locale ?? 'zh-CN',
    now,
  })
  const tickets = createTickets({
    db,
    events,
    gateway,
    agentTopic: topics.agent,
    now,
    newId: uuidv7,
    collaborators: {
      scopeOf: (agent) => ticketScopeOf(team.queries, agent),
      handlers: (tx, companyId) => team.queries.holders(tx, companyId, 'ticket.handle'),
      groups: team.queries.groups,
      conversation: conversations.desk.visible,
      samePerson: samePerson.of,
      visitors: visitorSummaries,
      uploaded: files.uploaded,
      wordsToFind,
      wordsLookedFor,
    },
  })
  const ratings = createRatings({
    db,
    now,
    conversations: {
      visible: conversations.desk.visible,
      note: conversations.note,
    },
    unknownSites: company.unknownSites,
  })
  events.on<ConversationChange>('conversation.closed', ({ companyId, conversationId }) =>
    ratings.inviteAtEnd(companyId, conversationId),
  )

  // ---- who looks after whom ----
  const supervision = building.use(
    createSupervision({
      db,
      bus,
      events,
      log,
      directory,
      team: team.queries,
      logins: security.service.logins,
      ratings: ratings.averages,
      conversations,
      visitors: {
        queries: visitorQueries,
        summaries: visitorSummaries,
        verifyToken: visitors.verifyToken,
      },
      toVisitor: (visitorId, frame) => gateway().publish([topics.visitor(visitorId)], frame),
      now,
      onTrouble,
    }),
  )

  // ---- doors ----
  const { sessionCookie, authenticate } = security
  const shared = { gateway, conversations, now }
  const agentEndpoint = createAgentEndpoint({
    ...shared,
    publicUrl,
    sessionCookie,
    authenticate,
    presence: team.presence,
    team: team.queries,
    pagesOf: createVisitPages({ db }),
    feeds: supervision.feeds,
    onTrouble,
  })
  const visitorEndpoint = createVisitorEndpoint({
    ...shared,
    publicUrl,
    directory,
    visitors,
    door: supervision.door,
    invites: supervision.invites,
    isStaffed: team.queries.isStaffed,
    onTrouble,
  })
  opened = createGateway({
    bus,
    log,
    trustProxy: config.trustProxy,
    endpoints: [agentEndpoint, visitorEndpoint] as unknown as readonly Endpoint<Frame, unknown>[],
  })
  createVisitorFeed({ events, conversations })
  createClassFeed({ events, gateway: gateway(), classes: conversations.classes })
  createPhraseFeed({ events, gateway: gateway() })
  building.use(
    createTeamFeed({
      events,
      gateway: gateway(),
      team: team.queries,
      sitesOf: async (companyId) => (await company.sites(companyId)).map(({ siteId }) => siteId),
      log,
    }),
  )

  let isDraining = false
  const server = createHttpServer({ publicUrl, filesOrigin, trustProxy: config.trustProxy, log })
  // Plugins apply to routes that are added after they were loaded.
  await server.after()
  serveApi(server, {
    publicUrl,
    router: os.router({
      company: createCompanyRoutes(company),
      team: createTeamRoutes(team),
      security: createSecurityRoutes(security),
      visitor: createVisitorRoutes({ visitor: visitors, queries: visitorQueries, present: supervision.present }),
      conversation: createConversationRoutes(conversations),
      class: createClassRoutes(conversations),
      filter: createFilterRoutes(createFilterService({ db })),
      file: createFileRoutes(files),
      card: createCardRoutes(cards),
      phrase: createPhraseRoutes(phrases),
      ticket: createTicketRoutes(tickets),
      rating: createRatingRoutes(ratings),
      monitor: createMonitorRoutes(supervision.monitor),
      invite: createInviteRoutes(supervision.invites),
      shield: createShieldRoutes(supervision.shield),
    }),
    authenticators: { sessionCookie, agentByToken: authenticate, visitorByToken: supervision.visitorByToken },
    recordAudit: security.logs.recordAudit,
    observe: meters.answered,
  })
  serveHealth(
    server,
    {
      database: () => db.pool.query('select'),
      bus: async () => {
        if (!bus.isConnected) throw new Error('cut off')
      },
    },
    () => isDraining,
  )
  createGauges(metrics, { gateway: gateway(), conversations, db })
  serveMetrics(server, metrics)
  serveDocs(server, { realtime: renderRealtimeDocs })
  serveFiles(server, { files, addresses, publicOrigin: publicUrl.origin, filesOrigin })
  gateway().routes(server)
  gateway().attach(server.server)
  serveWeb(server, { publicUrl, filesOrigin, directory })

  // ---- life ----
  const parts = {
    db,
    events,
    company,
    directory,
    team,
    security,
    visitors,
    conversations,
    files,
    phrases,
    tickets,
    ratings,
    supervision,
    gateway: gateway(),
    metrics,

    /** A company with its roles and its owner; answers the owner's first password. */
    async createCompany({ owner, ...request }: NewCompany) {
      const { password, establish } = await team.agents.prepareOwner(owner)
      const { companyId } = await company.create(request, async (tx, id) => {
        await establish(tx, id)
        await addBuiltInFields(tx, id)
      })
      return { companyId, password }
    },
  }

  node.onDead(async (nodeIds) => {
    await visitors.releaseNodes(nodeIds)
    await team.presence.sweep()
    await conversations.repair()
    supervision.nodeDied()
  })
  node.onRevived(() => {
    visitors.holdAgain().catch(onTrouble)
    gateway().resumeAll('taken for dead')
  })
  building.use(
    await createJobs({
      url: databaseUrl,
      log,
      tasks: {
        'remove-unfinished-uploads': files.removeUnfinished,
        'remove-old-sheets': sheetFiles.removeOld,
        'forget-old-throttles': security.forgetOldThrottles,
        'remind-of-due-tickets': tickets.notices.remindOfDue,
        'forget-read-ticket-notices': tickets.notices.forgetRead,
        'forget-old-states': team.presence.forgetOldStates,
        ...supervision.tasks,
      },
      crontab: [
        '7 * * * * remove-unfinished-uploads',
        '17 * * * * remove-old-sheets',
        '37 3 * * * forget-old-throttles',
        '* * * * * remind-of-due-tickets',
        '41 3 * * * forget-read-ticket-notices',
        '47 3 * * * forget-old-states',
        supervision.crontab,
      ].join('\n'),
    }),
  )
  await node.start()
  await conversations.repair()
  team.presence.start()
  supervision.start()
  await furnish?.(parts)
  await serveDemoShop(server, parts, config)
  await server.listen({ port, host: config.host })

  const platform = building.move()
  let closing: Promise<void> | undefined
  const close = async () => {
    isDraining = true
    const accepted = stopAccepting(server.server)
    await gateway()[Symbol.asyncDispose]()
    await server.close()
    await accepted
    await platform.disposeAsync()
  }
  return {
    ...parts,
    url: publicUrl.origin,
    /** Where it listens, whatever its public address is. */
    localUrl: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,

    [Symbol.asyncDispose]: () => (closing ??= close()),
  }
}
export type App = Awaited<ReturnType<typeof createApp>>

/** The demo shop, when this server is a demo and has not lost the company that the shop belongs to. */
async function serveDemoShop(
  server: FastifyInstance,
  { company, directory }: Pick<Parts, 'company' | 'directory'>,
  { isDemo }: Config,
): Promise<void> {
  const companyId = isDemo ? await directory.findByCode(demoCompanyCode) : undefined
  const [site] = companyId ? await company.sites(companyId) : []
  if (site) await serveDemo(server, { siteKey: site.key })
}

const deviceOf = ({ app, browser, os: system }: Device) => [app ?? browser, system].filter(Boolean).join(' · ')
