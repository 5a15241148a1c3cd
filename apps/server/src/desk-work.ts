import { appOf } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Chores } from './chores.ts'
import type { Foundation } from './foundation.ts'
import type { AppSwitches } from './modules/app/index.ts'
import { createAppointments } from './modules/appointment/index.ts'
import { createAssistant } from './modules/assistant/index.ts'
import { createCardIdentity, createCards, phoneOf } from './modules/card/index.ts'
import { createCatalog } from './modules/catalog/index.ts'
import { type CompanyDirectory, type CompanyService, localeFor } from './modules/company/index.ts'
import { cardChanged, topics, wordsLookedFor, wordsToFind } from './modules/conversation/index.ts'
import { createSheetFiles, type FileService } from './modules/file/index.ts'
import { createPhrases } from './modules/phrase/index.ts'
import { createRatings } from './modules/rating/index.ts'
import { createRobot, type RobotRules } from './modules/robot/index.ts'
import { createSensitive, createSensitiveFrames } from './modules/shield/index.ts'
import { createSms, type SmsChanged } from './modules/sms/index.ts'
import type { Team } from './modules/team/index.ts'
import { createTickets } from './modules/ticket/index.ts'
import { createVisitorLanguage, createVisitPages, visitorNames } from './modules/visitor/index.ts'
import { deriveKey } from './platform/crypto/index.ts'
import { failpoint } from './platform/failpoint.ts'
import type { Gateway } from './platform/realtime/index.ts'
import { createSheets } from './platform/sheet/index.ts'
import { appointmentScopeOf, ticketScopeOf } from './scope.ts'
import { inviteRatingTask, type Talks } from './talks.ts'

export interface DeskWorkParts {
  readonly foundation: Foundation
  readonly publicUrl: URL
  readonly directory: CompanyDirectory
  readonly company: CompanyService
  readonly team: Team
  readonly apps: Pick<AppSwitches, 'isOn'>
  readonly files: FileService
  readonly talks: Talks
  readonly robotRules: RobotRules
  readonly gateway: () => Gateway
}

/**
 * What an agent does beside talking: who the visitor is, what is left to do for him, what is said often, how it was; and
 * what the robot says in his place.
 */
export function createDeskWork(parts: DeskWorkParts) {
  const { foundation, publicUrl, directory, company, team, apps, files, talks, robotRules, gateway } = parts
  const { config, db, bus, events, outbound, storage, now, onTrouble } = foundation
  const { conversations, visitorQueries, visitorsCalled, samePerson, sensitiveRules } = talks
  const building = new AsyncDisposableStack()
  const timeZoneOf = async (companyId: string) => (await company.get(companyId)).timeZone
  const sheetFiles = createSheetFiles({ db, storage, now })
  const assistant = createAssistant({
    db,
    outbound,
    secret: config.secret,
    now,
    collaborators: {
      messages: (agent, conversationId) => conversations.desk.messages(agent, conversationId, { limit: 100 }),
      classes: conversations.classes.paths,
      companyName: async (companyId) => (await company.get(companyId)).name,
      knownAbout: (...asked) => robot.knownAbout(...asked),
    },
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
      visitorsCalled,
      factsChanged: cardChanged,
      messagesWith: conversations.desk.messagesWith,
      readFurther: assistant.readCard,
      timeZoneOf,
    },
  })
  const sheets = createSheets()
  const localeOf = async (companyId: string) => (await directory.profile(companyId))?.locale ?? 'zh-CN'
  const exports = { sheets, sheetFiles, localeOf }
  const exchange = { db, files, ...exports, now }
  const phrases = createPhrases(exchange)
  const languageOf = createVisitorLanguage({ db })
  const robot = building.use(
    createRobot({
      ...exchange,
      events,
      rules: robotRules,
      custody: conversations.custody,
      chooseAnswer: assistant.chooseAnswer,
      chatLocaleOf: async (companyId, { styleId, visitorId }) => {
        const styled = await directory.localeOf(companyId, styleId)
        return localeFor(styled, styled === 'auto' ? await languageOf(companyId, visitorId) : undefined)
      },
      onTrouble,
    }),
  )
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
      visitorsCalled,
      uploaded: files.uploaded,
      wordsToFind,
      wordsLookedFor,
    },
  })
  const sms = createSms({
    db,
    outbound,
    secret: config.secret,
    publicUrl,
    urls: { aliyun: config.smsAliyunUrl, tencent: config.smsTencentUrl },
    now,
    newId: uuidv7,
    timeZoneOf,
    phoneOf,
  })
  const appointments = createAppointments({
    db,
    events,
    gateway,
    agentTopic: topics.agent,
    cardKey: deriveKey(config.secret, 'appointment cards'),
    publicUrl,
    now,
    newId: uuidv7,
    collaborators: {
      scopeOf: (agent) => appointmentScopeOf(team.queries, agent),
      company: async (companyId) => {
        const profile = await directory.profile(companyId)
        if (!profile) throw new Error('An appointment of no company.')
        return profile
      },
      conversation: conversations.desk.visible,
      mayOpen: async (agent, conversationId) =>
        (await conversations.visibleAmong(agent, [conversationId])).ids.has(conversationId),
      seenAmong: conversations.desk.canSeeVisitors,
      samePerson: samePerson.of,
      visitorsCalled,
      agentNames: team.queries.agentNames,
      phoneOf,
      isOn: async (companyId) => {
        const app = appOf('appointment')
        return app === undefined || apps.isOn(companyId, app)
      },
      sheets,
      sheetFiles,
      texts: sms,
    },
  })
  events.on<SmsChanged>('sms.changed', async ({ companyId, purpose, aboutId }) => {
    if (purpose === 'appointment' && aboutId) await appointments.said.told(companyId, aboutId)
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
  const sensitive = createSensitive({
    db,
    rules: sensitiveRules,
    sheets,
    sheetFiles,
    localeOf,
    now,
    visibleAmong: conversations.visibleAmong,
    visitorsCalled,
  })
  createSensitiveFrames({ events, gateway })
  const identity = createCardIdentity({ db })
  const catalog = building.use(
    createCatalog({
      db,
      bus,
      events,
      outbound,
      sheets,
      sealingKey: deriveKey(config.secret, 'catalog keys'),
      now,
      newId: uuidv7,
      collaborators: {
        conversation: conversations.desk.visible,
        pagesOf: createVisitPages({ db }),
        samePerson: samePerson.of,
        identity: identity.of,
        cardFieldExists: identity.fieldExists,
        unknownSites: company.unknownSites,
        timeZoneOf,
        phoneOf,
        files,
        sheetFiles,
      },
    }),
  )
  const chores: Chores = {
    ...appointments.chores,
    [inviteRatingTask]: {
      run: async (closed) => {
        const { companyId, conversationId } = closed as { companyId: string; conversationId: string }
        failpoint('before-rating-invitation')
        if (await apps.isOn(companyId, 'rating')) await ratings.inviteAtEnd(companyId, conversationId)
      },
    },
    ...sms.chores,
    'remove-old-sheets': { at: '17 * * * *', run: sheetFiles.removeOld },
    'remind-of-due-tickets': { at: '* * * * *', run: tickets.notices.remindOfDue },
    'close-silent-robot-conversations': { at: '*/5 * * * *', run: robot.closeSilent },
    'forget-read-ticket-notices': { at: '41 3 * * *', run: tickets.notices.forgetRead },
    'forget-old-sensitive-hits': { at: '49 3 * * *', run: sensitive.hits.forgetOld },
  }
  return {
    assistant,
    cards,
    phrases,
    tickets,
    appointments,
    ratings,
    catalog,
    robot,
    exports,
    sensitive,
    sms,
    chores,
    [Symbol.asyncDispose]: () => building.disposeAsync(),
  }
}
