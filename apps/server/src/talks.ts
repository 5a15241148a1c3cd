import { v7 as uuidv7 } from 'uuid'
import type { Chores } from './chores.ts'
import type { Foundation } from './foundation.ts'
import { createCardFacts, createSamePerson } from './modules/card/index.ts'
import type { CompanyDirectory } from './modules/company/index.ts'
import {
  type AppointmentCards,
  createConversations,
  loadByAgent,
  type TransferExpiry,
  wishesOfQueue,
} from './modules/conversation/index.ts'
import type { FileService } from './modules/file/index.ts'
import type { RobotRules } from './modules/robot/index.ts'
import { createRouting } from './modules/routing/index.ts'
import { createSensitiveRules } from './modules/shield/index.ts'
import type { Team } from './modules/team/index.ts'
import {
  createVisitorQueries,
  createVisitorService,
  createVisitorSummaries,
  createVisitorsCalled,
  createVisitorTokens,
  type FindRegion,
  openingOf,
  visitorNames,
} from './modules/visitor/index.ts'
import { deriveKey } from './platform/crypto/index.ts'
import { addJob } from './platform/jobs/index.ts'
import type { Gateway } from './platform/realtime/index.ts'
import { scopeOf } from './scope.ts'

const expireTransferTask = 'end-unanswered-transfers'
/** Asking what somebody thinks of a conversation that is over; `ratings` does it. */
export const inviteRatingTask = 'invite-rating-at-end'

export interface TalksParts {
  readonly foundation: Foundation
  readonly directory: CompanyDirectory
  readonly team: Team
  readonly files: FileService
  readonly robotRules: RobotRules
  readonly findRegion: FindRegion
  readonly appointments: AppointmentCards
  readonly gateway: () => Gateway
}

/** Visitors, and what is said between them and the company. */
export function createTalks(parts: TalksParts) {
  const { foundation, directory, team, files, robotRules, findRegion, appointments, gateway } = parts
  const { config, db, events, bus, node, log, meters } = foundation
  const building = new AsyncDisposableStack()
  const samePerson = createSamePerson({ db })
  const cardFacts = createCardFacts({ names: visitorNames })
  const visitors = building.use(
    createVisitorService({
      db,
      tokens: createVisitorTokens(deriveKey(config.secret, 'visitor tokens')),
      nodeId: node.nodeId,
      findRegion,
      samePerson: samePerson.in,
    }),
  )
  const visitorSummaries = createVisitorSummaries({ db })
  const visitorsCalled = createVisitorsCalled({ summaries: visitorSummaries, nameOf: directory.nameOf })
  const sensitiveRules = building.use(createSensitiveRules({ db, bus, events }))
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
        waiting: wishesOfQueue,
        assigned: team.queries.assigned,
      }),
      collaborators: {
        attach: files.attach,
        withdraw: files.withdraw,
        visitors: visitorSummaries,
        samePerson: samePerson.of,
        samePeople: samePerson.ofAll,
        visit: (tx, companyId, visitId) => openingOf(tx, companyId, { visitId }),
        latestVisit: (tx, companyId, visitorId) => openingOf(tx, companyId, { visitorId }),
        cardFacts: cardFacts.held,
        timeZone: async (companyId) => (await directory.profile(companyId))?.timeZone ?? 'Asia/Shanghai',
        siteName: directory.nameOf,
        styleName: async (companyId, _siteId, styleId) => (styleId ? directory.nameOf(companyId, styleId) : ''),
        agentProfiles: team.queries.agentProfiles,
        scopeOf: (agent) => scopeOf(team.queries, agent),
        receiver: team.queries.receiver,
        groupExists: team.queries.groupExists,
        closing: (tx, companyId, conversationId) => addJob(tx, inviteRatingTask, { companyId, conversationId }),
        expireLater: (tx, expiry, runAt) => addJob(tx, expireTransferTask, expiry, { runAt }),
        robot: {
          receives: robotRules.receives,
          isAttended: team.queries.isAttended,
          standsInFor: robotRules.standsInFor,
          waitLimitMs: robotRules.waitLimitMs,
        },
        words: sensitiveRules,
        appointments,
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
  const chores: Chores = {
    [expireTransferTask]: { run: (expiry) => conversations.offers.expire(expiry as TransferExpiry) },
  }
  return {
    chores,
    visitors,
    visitorsCalled,
    visitorQueries,
    samePerson,
    sensitiveRules,
    conversations,
    [Symbol.asyncDispose]: () => building.disposeAsync(),
  }
}
export type Talks = ReturnType<typeof createTalks>
