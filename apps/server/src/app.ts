import type { Device } from '@youwen/contract'
import type { FastifyInstance } from 'fastify'
import { asJobs } from './chores.ts'
import { demoCompanyCode, serveDemo } from './demo.ts'
import { createDeskWork } from './desk-work.ts'
import { createDoors } from './doors.ts'
import { sessionTopic } from './endpoints/agent.ts'
import { layFoundation } from './foundation.ts'
import { createGauges } from './gauges.ts'
import { addressOf, stopAccepting } from './listening.ts'
import { createAppRoutes, createAppSwitches } from './modules/app/index.ts'
import { createAppointmentRoutes } from './modules/appointment/index.ts'
import { createAssistantRoutes } from './modules/assistant/index.ts'
import { addBuiltInFields, createCardRoutes } from './modules/card/index.ts'
import { createCatalogRoutes } from './modules/catalog/index.ts'
import {
  type CreateCompany,
  createCompanyDirectory,
  createCompanyRoutes,
  createCompanyService,
} from './modules/company/index.ts'
import {
  createClassRoutes,
  createConversationRoutes,
  createQualityRoutes,
  createTransferRoutes,
  topics,
} from './modules/conversation/index.ts'
import { createAddresses, createFileRoutes, createFileService, serveFiles } from './modules/file/index.ts'
import { createFilterRoutes, createFilterService } from './modules/filter/index.ts'
import { createInviteRoutes } from './modules/invite/index.ts'
import { createMonitorRoutes } from './modules/monitor/index.ts'
import { createNoticeRoutes } from './modules/notice/index.ts'
import { createPhraseRoutes } from './modules/phrase/index.ts'
import { createRatingRoutes } from './modules/rating/index.ts'
import { createRobotRoutes, createRobotRules } from './modules/robot/index.ts'
import { createSecurity, createSecurityRoutes, createSessions, type SessionsEnded } from './modules/security/index.ts'
import { createSensitiveRoutes, createShieldRoutes } from './modules/shield/index.ts'
import { createSmsRoutes, serveSmsReceipts } from './modules/sms/index.ts'
import { createTeam, createTeamRoutes, type FirstPassword } from './modules/team/index.ts'
import { createTicketRoutes } from './modules/ticket/index.ts'
import { createFindRegion, createVisitorRoutes, recogniseDevice } from './modules/visitor/index.ts'
import { createWebpushRoutes } from './modules/webpush/index.ts'
import { createNews } from './news.ts'
import type { Config } from './platform/config/index.ts'
import { createHttpServer, os, serveApi, serveDocs, serveHealth } from './platform/http/index.ts'
import { createJobs } from './platform/jobs/index.ts'
import type { Logger } from './platform/log/index.ts'
import { serveMetrics } from './platform/metrics/index.ts'
import { type Gateway, renderRealtimeDocs } from './platform/realtime/index.ts'
import { createSupervision, placeOf } from './supervision.ts'
import { createTalks, type Talks } from './talks.ts'
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

  // ---- platform ----
  const foundation = building.use(await layFoundation({ config, databaseUrl, log }))
  const { db, events, bus, node, metrics, now, onTrouble } = foundation
  // Modules tell clients through the gateway, and the gateway is made of the modules' endpoints.
  let opened: Gateway | undefined
  const gateway = (): Gateway => {
    if (!opened) throw new Error('Nothing happens before the gateway is there.')
    return opened
  }

  // ---- company, team, security ----
  const directory = building.use(createCompanyDirectory({ db, bus, events }))
  const passwords = foundation.passwords
  const company = createCompanyService({ db })
  const sessions = createSessions({ db })
  const addresses = createAddresses({ secret: config.secret, filesOrigin, now })
  const files = createFileService({
    db,
    storage: foundation.storage,
    staging: foundation.staging,
    addresses,
    now,
    visitorsSeenBy: (agent, visitorIds) => conversations.desk.canSeeVisitors(agent, visitorIds),
    filesSeenBy: (agent, fileIds) => work.tickets.reader.filesSeenBy(agent, fileIds),
  })
  const team = createTeam({
    db,
    nodeId: node.nodeId,
    passwords,
    avatars: files,
    endSessions: sessions.endAllOf,
    unknownSites: company.unknownSites,
    loadOf: (companyId) => conversations.loads(companyId),
    onTrouble,
  })
  building.use(team.presence)
  const apps = building.use(createAppSwitches({ db, bus, events }))
  const findRegion = createFindRegion()
  const device = (userAgent: string) => deviceOf(recogniseDevice(userAgent, { screen: '', language: '', timeZone: '' }))
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
      deviceOf: device,
      now,
      onTrouble,
    }),
  )
  events.on<SessionsEnded>('session.ended', ({ sessionIds, reason }) => {
    for (const sessionId of sessionIds) gateway().closeAll(sessionTopic(sessionId), 4440, reason)
  })

  // ---- visitors and conversations ----
  const robotRules = building.use(
    createRobotRules({
      db,
      bus,
      events,
      files,
      localeOf: async (companyId) => (await directory.profile(companyId))?.locale ?? 'zh-CN',
      unknownSites: company.unknownSites,
    }),
  )
  const talks: Talks = building.use(
    createTalks({
      foundation,
      directory,
      team,
      files,
      robotRules,
      findRegion,
      appointments: {
        body: (...asked) => work.appointments.said.body(...asked),
        said: (...sent) => work.appointments.said.said(...sent),
      },
      gateway,
    }),
  )
  const { conversations, visitors } = talks
  const work = building.use(
    createDeskWork({ foundation, publicUrl, directory, company, team, apps, files, talks, robotRules, gateway }),
  )

  // ---- who looks after whom ----
  const supervision = building.use(
    createSupervision({
      foundation,
      directory,
      team: team.queries,
      logins: security.service.logins,
      ratings: work.ratings.averages,
      exports: work.exports,
      talks,
      toVisitor: (visitorId, frame) => gateway().publish([topics.visitor(visitorId)], frame),
    }),
  )

  const news = building.use(
    await createNews({
      foundation,
      publicUrl,
      company,
      team,
      sessions,
      talks,
      deviceOf: device,
      gateway,
    }),
  )

  // ---- doors ----
  const doors = building.use(
    createDoors({ foundation, publicUrl, directory, company, team, security, talks, supervision, robotRules, gateway }),
  )
  opened = doors.gateway

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
      visitor: createVisitorRoutes({ visitor: visitors, queries: talks.visitorQueries, present: supervision.present }),
      conversation: createConversationRoutes(conversations),
      transfer: createTransferRoutes(conversations),
      class: createClassRoutes(conversations),
      quality: createQualityRoutes(conversations),
      filter: createFilterRoutes(createFilterService({ db })),
      file: createFileRoutes(files),
      card: createCardRoutes(work.cards),
      phrase: createPhraseRoutes(work.phrases),
      robot: createRobotRoutes(work.robot, robotRules),
      ticket: createTicketRoutes(work.tickets),
      rating: createRatingRoutes(work.ratings),
      monitor: createMonitorRoutes(supervision.monitor),
      invite: createInviteRoutes(supervision.invites, supervision.inviteResults),
      shield: createShieldRoutes(supervision.shield),
      sensitive: createSensitiveRoutes(work.sensitive),
      notice: createNoticeRoutes(news.notices),
      app: createAppRoutes(news.apps),
      webpush: createWebpushRoutes(news.webpush),
      catalog: createCatalogRoutes(work.catalog),
      assistant: createAssistantRoutes(work.assistant),
      sms: createSmsRoutes(work.sms),
      appointment: createAppointmentRoutes(work.appointments),
    }),
    authenticators: {
      sessionCookie: security.sessionCookie,
      agentByToken: security.authenticate,
      visitorByToken: supervision.visitorByToken,
    },
    recordAudit: security.logs.recordAudit,
    isAppOn: apps.isOn,
    observe: foundation.meters.answered,
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
  serveSmsReceipts(server, { receipts: work.sms.receipts, now })
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
    phrases: work.phrases,
    tickets: work.tickets,
    appointments: work.appointments,
    ratings: work.ratings,
    catalog: work.catalog,
    sms: work.sms,
    robot: work.robot,
    supervision,
    notices: news.notices,
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
  const jobs = building.use(
    await createJobs({
      url: databaseUrl,
      log,
      ...news.jobWarnings,
      ...asJobs({
        'remove-unfinished-uploads': { at: '7 * * * *', run: files.removeUnfinished },
        'forget-old-throttles': { at: '37 3 * * *', run: security.forgetOldThrottles },
        'forget-old-states': { at: '47 3 * * *', run: team.presence.forgetOldStates },
        ...talks.chores,
        ...work.chores,
        ...supervision.chores,
        ...news.chores,
      }),
    }),
  )
  node.onDead(jobs.releaseOf)
  await node.start(jobs.worker)
  await conversations.repair()
  team.presence.start()
  supervision.start()
  await furnish?.(parts)
  await news.start()
  await serveDemoShop(server, parts, config)
  await server.listen({ port, host: config.host, backlog: listenBacklog })

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

/** Connections that the kernel holds for us while we are busy: everybody comes back at once after a crash. */
const listenBacklog = 4_096

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
