import type { Region } from '@youwen/contract'
import type { VisitorFrameOut } from '@youwen/contract/realtime'
import type { Chores } from './chores.ts'
import { createDoor } from './endpoints/door.ts'
import { createLiveVisitors } from './endpoints/live-visitors.ts'
import { createWatchedAgents } from './endpoints/watched-agents.ts'
import type { Foundation } from './foundation.ts'
import type { CompanyDirectory } from './modules/company/index.ts'
import { type ConversationChange, talksOf } from './modules/conversation/index.ts'
import {
  createInviteFrames,
  createInviteResults,
  createInviteService,
  type InviteResultsParts,
} from './modules/invite/index.ts'
import { createMonitorCounter, createMonitorService } from './modules/monitor/index.ts'
import type { Ratings } from './modules/rating/index.ts'
import type { Security } from './modules/security/index.ts'
import { createShieldGuard, createShieldService } from './modules/shield/index.ts'
import type { TeamQueries } from './modules/team/index.ts'
import { createPresentVisitors } from './modules/visitor/index.ts'
import { reachOf } from './scope.ts'
import type { Talks } from './talks.ts'

export interface SupervisionParts {
  readonly foundation: Foundation
  readonly directory: Pick<CompanyDirectory, 'profile'>
  readonly team: TeamQueries
  readonly logins: Security['service']['logins']
  readonly ratings: Ratings['averages']
  /** How results are handed out as spreadsheets. */
  readonly exports: Pick<InviteResultsParts, 'sheets' | 'sheetFiles' | 'localeOf'>
  readonly talks: Talks
  readonly toVisitor: (visitorId: string, frame: VisitorFrameOut) => void
}

const dayMs = 24 * 3_600_000

/** Looking after visitors who have not spoken yet, keeping some of them out, and looking after agents. */
export function createSupervision(parts: SupervisionParts) {
  const { directory, team } = parts
  const { db, bus, events, log, now, onTrouble } = parts.foundation
  const { conversations, visitors, visitorQueries, visitorsCalled } = parts.talks
  const building = new AsyncDisposableStack()
  const mustSeeVisitor = visitorQueries.getVisitor
  const timeZoneOf = async (companyId: string) => (await directory.profile(companyId))?.timeZone ?? 'UTC'
  const reach: Parameters<typeof createMonitorService>[0]['reachOf'] = (agent) => reachOf(team, agent)

  const guard = building.use(createShieldGuard({ db, bus, events }))
  const shield = createShieldService({
    db,
    mustSeeVisitor,
    visitorsCalled,
    endConversation: conversations.endOfVisitor,
    now,
  })
  const door = building.use(createDoor({ shield: guard, endConversation: conversations.endOfVisitor, onTrouble }))

  const invites = building.use(
    createInviteService({
      db,
      mustSeeVisitor,
      whereabouts: visitorQueries.whereabouts,
      isTalking: async (companyId, visitorId) =>
        (await conversations.currentOfVisitors(companyId, [visitorId])).size > 0,
      beginConversation: conversations.beginByAgent,
      agentProfiles: team.agentProfiles,
      now,
    }),
  )
  const inviteResults = createInviteResults({
    db,
    ...parts.exports,
    reachOf: reach,
    timeZoneOf,
    agentNames: team.agentNames,
    visitorsCalled,
    quality: conversations.quality,
    now,
  })
  createInviteFrames({ events, invites, toVisitor: parts.toVisitor })
  events.on<ConversationChange>('conversation.opened', ({ companyId, visitorId, conversationId }) =>
    invites.conversationBegan(companyId, visitorId, conversationId),
  )

  const present = createPresentVisitors({
    db,
    marks: {
      conversationsOf: conversations.currentOfVisitors,
      invitedAmong: invites.waitingAmong,
      isBlocked: async (companyId, visitor) => (await guard.check(companyId, visitor)) !== undefined,
    },
    timeZoneOf,
    now,
  })

  const { talksSince } = conversations
  const counter = building.use(createMonitorCounter({ db, log, events, talksOf, talksSince, timeZoneOf, now }))
  const monitor = createMonitorService({
    db,
    colleagues: team.colleagues,
    attendances: team.attendances,
    logins: parts.logins,
    ratings: parts.ratings,
    loads: conversations.loads,
    reachOf: reach,
    timeZoneOf,
    now,
  })
  const feeds = {
    visitors: building.use(createLiveVisitors({ bus, events, present, onTrouble })),
    agents: building.use(createWatchedAgents({ bus, events, monitor, onTrouble })),
  }

  return {
    /** Whose token it is, unless he is kept out. From where he asks is looked at by the door alone. */
    async visitorByToken(token: string) {
      const named = visitors.verifyToken(token)
      const { companyId = '', visitorId = '' } = named ?? {}
      return named && !(await guard.check(companyId, { visitorId, ip: '' })) ? named : null
    },
    shield,
    door,
    invites,
    inviteResults,
    present,
    counter,
    monitor,
    feeds,
    chores: {
      'forget-expired-blocks': { at: '41 3 * * *', run: shield.forgetExpired },
      'forget-old-talks': { at: '43 3 * * *', run: counter.forgetOld },
    } satisfies Chores,
    /** What a dead node did not come to count is counted here. */
    nodeDied: () => void counter.repair(new Date(now().getTime() - 2 * 60_000)).catch(onTrouble),
    start() {
      // In the background: what was said is there, only the figures may lack the last moment before a crash.
      counter.repair(new Date(now().getTime() - dayMs)).catch(onTrouble)
      invites.start(onTrouble)
    },
    [Symbol.asyncDispose]: () => building.disposeAsync(),
  }
}
export type Supervision = ReturnType<typeof createSupervision>

export const placeOf = ({ country, province, city }: Region) =>
  [...new Set([province || country, city])].join(' ').trim()
