import { z } from 'zod'
import { Id, Moment } from './ids.ts'
import { route } from './route.ts'
import { AgentState } from './team.ts'

/** Who is logged in, from where and with what. */
export const MonitoredLogin = z.object({ at: Moment, ip: z.string(), region: z.string(), device: z.string() })
export type MonitoredLogin = z.infer<typeof MonitoredLogin>

/** What changes about a watched agent. Days are those of the company's time zone. */
export const AgentFigures = z.object({
  state: AgentState.describe('As it is: who is invisible is shown as such.'),
  since: Moment.nullable().describe('Since when; null for who has not been there today.'),
  onlineMs: z.int().describe('There today, in whatever state, up to `since`; what follows the clock knows.'),
  busyMs: z.int().describe('Of it busy.'),
  login: MonitoredLogin.nullable(),
  load: z.int().describe('Open conversations now.'),
  conversations: z.int().describe('Conversations that came to the agent today.'),
  firstResponseMs: z.int().nullable().describe('Average of today; null where there was nothing to answer.'),
  responseMs: z.int().nullable(),
  rating: z.number().nullable().describe('Average of today’s stars; null where nobody rated.'),
})
export type AgentFigures = z.infer<typeof AgentFigures>

export const MonitoredAgent = AgentFigures.extend({
  agentId: Id,
  name: z.string(),
  nickname: z.string(),
  avatarUrl: z.string().nullable(),
  groupIds: z.array(Id),
  capacity: z.int(),
})
export type MonitoredAgent = z.infer<typeof MonitoredAgent>

/** What is told while somebody watches: of each agent only the figures that changed. */
export const AgentFiguresChange = AgentFigures.partial().extend({ agentId: Id })
export type AgentFiguresChange = z.infer<typeof AgentFiguresChange>

export const monitor = {
  agents: route('GET', '/monitor/agents', {
    access: 'team.monitor',
    audit: null,
    title: 'Agents in my data scope with their figures of today',
    tag: 'monitor',
  }).output(z.array(MonitoredAgent)),
}
