import type { AgentFigures, AgentState, Colleague, MonitoredAgent, MonitoredLogin } from '@youwen/contract'
import { dayOf, startOfDay } from '../../platform/calendar/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import * as store from './store.ts'

/** How somebody spent the day so far, up to the last change of his state. */
export interface Attendance {
  readonly state: AgentState
  readonly since: Date
  readonly onlineMs: number
  readonly busyMs: number
}

export interface MonitorParts {
  readonly db: Db
  readonly colleagues: (companyId: string) => Promise<readonly Colleague[]>
  /** Of these agents, or of all; who was not there since then is missing. */
  readonly attendances: (
    companyId: string,
    since: Date,
    agentIds?: readonly string[],
  ) => Promise<ReadonlyMap<string, Attendance>>
  readonly logins: (companyId: string, agentIds?: readonly string[]) => Promise<ReadonlyMap<string, MonitoredLogin>>
  /** Average stars of what was rated since then. */
  readonly ratings: (
    companyId: string,
    since: Date,
    agentIds?: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>
  readonly loads: (companyId: string) => Promise<ReadonlyMap<string, number>>
  /** Whom an agent may watch; undefined means everybody. */
  readonly reachOf: (agent: AgentCaller) => Promise<ReadonlySet<string> | undefined>
  readonly timeZoneOf: (companyId: string) => Promise<string>
  readonly now: () => Date
}

const averageOf = (sum: number, count: number) => (count === 0 ? null : Math.round(sum / count))

/** What supervisors see of those they look after. */
export function createMonitorService(parts: MonitorParts) {
  const { db, colleagues, attendances, logins, ratings, loads, reachOf, timeZoneOf, now } = parts

  /** Of these agents, or of all of the company. */
  async function figures(companyId: string, agentIds?: readonly string[]): Promise<(agentId: string) => AgentFigures> {
    const timeZone = await timeZoneOf(companyId)
    const today = startOfDay(timeZone, now())
    const [there, rated, loggedIn, load, days] = await Promise.all([
      attendances(companyId, today, agentIds),
      ratings(companyId, today, agentIds),
      logins(companyId, agentIds),
      loads(companyId),
      db.company(companyId, (tx) => store.findDay(tx, companyId, dayOf(timeZone, now()), agentIds)),
    ])
    return (agentId) => {
      const attendance = there.get(agentId)
      const day = days.get(agentId)
      return {
        state: attendance?.state ?? 'offline',
        since: attendance?.since.toISOString() ?? null,
        onlineMs: attendance?.onlineMs ?? 0,
        busyMs: attendance?.busyMs ?? 0,
        login: loggedIn.get(agentId) ?? null,
        load: load.get(agentId) ?? 0,
        conversations: day?.received ?? 0,
        firstResponseMs: day ? averageOf(day.firstResponseMs, day.firstResponses) : null,
        responseMs: day ? averageOf(day.responseMs, day.responses) : null,
        rating: rated.get(agentId) ?? null,
      }
    }
  }

  return {
    figures,
    reachOf,

    async agents(agent: AgentCaller): Promise<MonitoredAgent[]> {
      const { companyId } = agent
      const [reach, team, figuresOf] = await Promise.all([reachOf(agent), colleagues(companyId), figures(companyId)])
      return team
        .filter(({ agentId }) => !reach || reach.has(agentId))
        .map(({ agentId, name, nickname, avatarUrl, groupIds, capacity }) => ({
          agentId,
          name,
          nickname,
          avatarUrl,
          groupIds,
          capacity,
          ...figuresOf(agentId),
        }))
    },
  }
}
export type MonitorService = ReturnType<typeof createMonitorService>
