import type { Colleague } from '@youwen/contract'
import type { AgentFrameOut, VisitorFrameOut } from '@youwen/contract/realtime'
import type { Logger } from 'pino'
import { type ConversationChange, topics } from '../modules/conversation/index.ts'
import { type AgentSaved, type AgentStateChanged, asOthersSee, type TeamQueries } from '../modules/team/index.ts'
import type { Events } from '../platform/events/index.ts'
import type { Gateway } from '../platform/realtime/index.ts'
import { companyTopic } from './agent.ts'
import { siteTopic } from './visitor.ts'

/**
 * Tells agents what changed about their colleagues (state, load), and visitors whether somebody is there. Many changes
 * of one moment are one reading of the team, and only what differs from the last reading is told.
 */
export function createTeamFeed({
  events,
  gateway,
  team,
  sitesOf,
  log,
  delayMs = 300,
}: {
  events: Pick<Events, 'on'>
  gateway: Pick<Gateway, 'publish'>
  team: Pick<TeamQueries, 'colleagues' | 'isStaffed'>
  sitesOf: (companyId: string) => Promise<readonly string[]>
  log: Pick<Logger, 'warn'>
  delayMs?: number
}) {
  const told = new Map<string, Map<string, string>>()
  const staffed = new Map<string, boolean>()
  const waiting = new Map<string, { timer: NodeJS.Timeout; mayAffectVisitors: boolean }>()
  const working = new Set<Promise<void>>()

  async function tellAgents(companyId: string) {
    const before = told.get(companyId)
    const now = new Map<string, string>()
    for (const colleague of await team.colleagues(companyId)) {
      const json = frameOf(asOthersSee(colleague))
      const own = frameOf(colleague)
      now.set(colleague.agentId, own)
      if (before?.get(colleague.agentId) === own) continue
      gateway.publish([companyTopic(companyId)], json)
      // Whoever hides is told after the others, and differently.
      if (own !== json) gateway.publish([topics.agent(colleague.agentId)], own)
    }
    told.set(companyId, now)
  }

  async function tellVisitors(companyId: string) {
    for (const siteId of await sitesOf(companyId)) {
      const isStaffed = await team.isStaffed(companyId, siteId)
      if (staffed.get(siteId) === isStaffed) continue
      staffed.set(siteId, isStaffed)
      gateway.publish([siteTopic(siteId)], { type: 'staffed', isStaffed } satisfies VisitorFrameOut)
    }
  }

  async function tell(companyId: string, mayAffectVisitors: boolean) {
    try {
      await tellAgents(companyId)
      if (mayAffectVisitors) await tellVisitors(companyId)
    } catch (error) {
      log.warn({ err: error }, 'colleagues could not be told of a change')
    }
  }

  function soon(companyId: string, mayAffectVisitors: boolean) {
    const known = waiting.get(companyId)
    if (known) {
      known.mayAffectVisitors ||= mayAffectVisitors
      return
    }
    const timer = setTimeout(() => {
      const entry = waiting.get(companyId)
      waiting.delete(companyId)
      const work = tell(companyId, entry?.mayAffectVisitors ?? false).finally(() => working.delete(work))
      working.add(work)
    }, delayMs)
    waiting.set(companyId, { timer, mayAffectVisitors })
  }

  for (const type of [
    'conversation.opened',
    'conversation.assigned',
    'conversation.transferred',
    'conversation.requeued',
    'conversation.closed',
  ] as const) {
    events.on<ConversationChange>(type, ({ companyId }) => soon(companyId, false))
  }
  events.on<AgentStateChanged>('agent.state_changed', ({ companyId }) => soon(companyId, true))
  events.on<AgentSaved>('agent.saved', ({ companyId }) => soon(companyId, true))

  return {
    async [Symbol.asyncDispose]() {
      for (const { timer } of waiting.values()) clearTimeout(timer)
      waiting.clear()
      await Promise.all(working)
    },
  }
}

const frameOf = (colleague: Colleague) => JSON.stringify({ type: 'colleague', colleague } satisfies AgentFrameOut)
