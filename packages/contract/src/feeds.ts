/** What the frames of a feed come to (RT35): the one way to apply them, for clients and for whoever checks the server. */
import type { MonitoredAgent } from './monitor.ts'
import type { AgentFrameOut } from './realtime.ts'
import type { LiveVisitor } from './visitor.ts'

/** By visit. Rows are never changed: compare by identity. */
export type LiveVisitors = ReadonlyMap<string, LiveVisitor>

/** The table after a frame. Who follows it ends up with what somebody sees who has just opened the page. */
export function applyVisitors(
  visitors: LiveVisitors,
  { came, changed }: Extract<AgentFrameOut, { type: 'visitors' }>,
): LiveVisitors {
  const next = new Map(visitors)
  for (const visitor of came) next.set(visitor.visitId, visitor)
  for (const change of changed) {
    const held = next.get(change.visitId)
    if (held) next.set(change.visitId, { ...held, ...change })
  }
  return next
}

/** By agent. Rows are never changed: compare by identity. */
export type WatchedAgents = ReadonlyMap<string, MonitoredAgent>

export function applyAgents(
  agents: WatchedAgents,
  { changed }: Extract<AgentFrameOut, { type: 'agents' }>,
): WatchedAgents {
  const next = new Map(agents)
  for (const change of changed) {
    const held = next.get(change.agentId)
    // What is not named is as it was.
    if (held) next.set(change.agentId, { ...held, ...(change as Partial<MonitoredAgent>) })
  }
  return next
}
