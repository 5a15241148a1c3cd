import type { MonitoredAgent } from '@youwen/contract'

/** How long somebody was there today, and busy, at a moment: what the server counted, and what the clock adds. */
export function timesOf({ state, since, onlineMs, busyMs }: MonitoredAgent, now: number) {
  const running = since === null ? 0 : Math.max(0, now - Date.parse(since))
  return {
    onlineMs: onlineMs + (state === 'offline' ? 0 : running),
    busyMs: busyMs + (state === 'busy' ? running : 0),
    inStateMs: running,
  }
}

const rank = { online: 0, busy: 1, away: 2, invisible: 3, offline: 4 } as const

/** Who is there comes first, and of them who has most to do. */
export const compareAgents = (a: MonitoredAgent, b: MonitoredAgent): number =>
  rank[a.state] - rank[b.state] ||
  b.load - a.load ||
  a.name.localeCompare(b.name, 'zh-CN') ||
  (a.agentId < b.agentId ? -1 : 1)
