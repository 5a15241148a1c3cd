import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentFrameOut } from '@youwen/contract/realtime'
import { v7 as uuidv7 } from 'uuid'
import type { Chores } from './chores.ts'
import { companyTopic, lookingTopic } from './endpoints/agent.ts'
import type { Foundation } from './foundation.ts'
import { type AppSwitched, createAppService } from './modules/app/index.ts'
import type { CompanyService } from './modules/company/index.ts'
import { topics } from './modules/conversation/index.ts'
import { createNotices, type NoticesChanged, readChangelog } from './modules/notice/index.ts'
import type { Sessions } from './modules/security/index.ts'
import { isAccountsFault, type SmsChanged } from './modules/sms/index.ts'
import type { Team } from './modules/team/index.ts'
import { createWebpush } from './modules/webpush/index.ts'
import { createRequests } from './platform/bus/index.ts'
import { deriveKey } from './platform/crypto/index.ts'
import type { Gateway } from './platform/realtime/index.ts'
import { createSelfChecks, jobWarnings } from './self-checks.ts'
import type { Talks } from './talks.ts'

export interface NewsParts {
  readonly foundation: Foundation
  readonly publicUrl: URL
  readonly company: CompanyService
  readonly team: Team
  readonly sessions: Sessions
  readonly talks: Talks
  readonly deviceOf: (userAgent: string) => string
  readonly gateway: () => Gateway
}

const lookingSubject = 'webpush.looking'
const connectedSubject = 'webpush.connected'
const root = join(import.meta.dirname, '../../..')

/** What agents are told beside their conversations: the message centre, the apps, and devices whose pages are closed. */
export async function createNews(parts: NewsParts) {
  const { foundation, publicUrl, company, team, sessions, talks, deviceOf, gateway } = parts
  const { db, bus, events, config, outbound, now, onTrouble } = foundation
  const building = new AsyncDisposableStack()
  const tell = (topic: string, frame: AgentFrameOut) => gateway().publish([topic], frame)

  const notices = createNotices({
    db,
    now,
    newId: uuidv7,
    versions: await readVersions(),
    collaborators: {
      groups: team.queries.groups,
      colleagues: team.queries.colleagues,
      companyIds: company.ids,
      operatorId: () => company.operatorId(config.operatorCompany),
    },
  })
  events.on<NoticesChanged>('notice.changed', ({ companyId, agentId }) =>
    tell(agentId === null ? companyTopic(companyId) : topics.agent(agentId), { type: 'notices' }),
  )
  const apps = createAppService({ db, now })
  events.on<AppSwitched>('app.switched', ({ companyId }) => tell(companyTopic(companyId), { type: 'apps' }))

  events.on<SmsChanged>('sms.changed', ({ companyId, failure, state }) => {
    if (failure !== null && isAccountsFault(failure)) {
      return notices.warnings.raise({ code: 'sms_failing', params: { failure } }, { companyId })
    }
    return state === 'sent' ? notices.warnings.clear('sms_failing', { companyId }) : undefined
  })

  const requests = building.use(createRequests({ bus }))
  const isLookingHere = (agentId: string) => gateway().isFollowed(lookingTopic(agentId))
  const isConnectedHere = (visitorId: string) => gateway().isFollowed(topics.visitor(visitorId))
  for (const [subject, isHere] of [
    [lookingSubject, isLookingHere],
    [connectedSubject, isConnectedHere],
  ] as const) {
    building.defer(
      requests.answer(subject, (id) => {
        // Only who knows of one answers; the silence of all is the other answer.
        if (!isHere(id)) throw new Error('Not here.')
        return 'yes'
      }),
    )
  }
  const isAnywhere = async (subject: string, id: string) => (await requests.ask(subject, id)) === 'yes'
  const { vapidKey, pushContact } = config
  const webpush = building.use(
    createWebpush({
      db,
      bus,
      events,
      outbound,
      now,
      newId: uuidv7,
      vapidKey: vapidKey ?? deriveKey(config.secret, 'web push identity'),
      sealKey: deriveKey(config.secret, 'web push subscriptions'),
      contact:
        pushContact ?? (publicUrl.protocol === 'https:' ? publicUrl.origin : `mailto:youwen@${publicUrl.hostname}`),
      deviceOf,
      warnings: notices.warnings,
      collaborators: {
        isLookingHere,
        isLooking: async (agentId) => isLookingHere(agentId) || isAnywhere(lookingSubject, agentId),
        isLive: sessions.isLive,
        conversation: talks.conversations.get,
        pendingOffer: talks.conversations.offers.pending,
        agentName: async (companyId, agentId) => (await team.queries.colleague(companyId, agentId))?.name ?? '',
        visitorName: talks.conversations.visitorName,
      },
      visitorCollaborators: {
        visitorOf: async (companyId, conversationId) =>
          (await talks.conversations.get(companyId, conversationId)).visitorId,
        isConnected: async (visitorId) => isConnectedHere(visitorId) || isAnywhere(connectedSubject, visitorId),
        unseen: async (companyId, conversationId) => {
          const { visitorReadSeq } = await talks.conversations.get(companyId, conversationId)
          return talks.conversations.visitorMessages(companyId, conversationId, { after: visitorReadSeq, limit: 100 })
        },
        about: async (companyId, message) => {
          const { siteId } = await talks.conversations.get(companyId, message.conversationId)
          const [agent] = await talks.conversations.agentsIn(companyId, [message])
          const site = (await company.sites(companyId)).find((one) => one.siteId === siteId)
          const title = (await company.get(companyId)).name
          return { title, name: agent?.name ?? '', path: `/chat/${site?.key ?? ''}` }
        },
      },
    }),
  )
  const checks = building.use(createSelfChecks({ config, bus, warnings: notices.warnings, now, onTrouble }))
  const chores: Chores = {
    ...webpush.chores,
    'tell-of-announcements': { at: '* * * * *', run: notices.announcements.tellOfTurns },
    'forget-cleared-warnings': { at: '53 3 * * *', run: notices.warnings.forgetCleared },
  }
  return {
    notices,
    apps,
    webpush,
    chores,
    jobWarnings: jobWarnings({ warnings: notices.warnings, onTrouble }),
    async start() {
      await notices.tellOfVersions()
      checks.start()
    },
    [Symbol.asyncDispose]: () => building.disposeAsync(),
  }
}

/** The changelogs beside the program; a copy of it that was put together without them tells nothing. */
async function readVersions() {
  const read = (name: string) => readFile(join(root, name), 'utf8').catch(() => '')
  return readChangelog({ 'en-US': await read('CHANGELOG.md'), 'zh-CN': await read('CHANGELOG.zh-CN.md') })
}
