import type { AgentFigures, AgentFiguresChange } from '@youwen/contract'
import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { ConversationChange } from '../modules/conversation/index.ts'
import type { AgentsCounted, MonitorService } from '../modules/monitor/index.ts'
import type { AgentStateChanged } from '../modules/team/index.ts'
import type { Bus } from '../platform/bus/index.ts'
import type { Events } from '../platform/events/index.ts'
import { forbidden } from '../platform/http/index.ts'
import { createCoalescer } from './coalesce.ts'
import { createWatchers, type WatchedFeed } from './watchers.ts'

export interface WatchedAgentsParts {
  readonly bus: Bus
  readonly events: Pick<Events, 'on'>
  readonly monitor: Pick<MonitorService, 'figures' | 'reachOf'>
  readonly onTrouble: (error: unknown) => void
  readonly everyMs?: number
}

type Figures = Readonly<Record<string, unknown>>

/** Only what is different from what was told last; undefined when nothing is. */
function differenceOf(before: Figures | undefined, now: AgentFigures): Partial<AgentFigures> | undefined {
  const different = Object.entries(now).filter(
    ([name, value]) => !before || JSON.stringify(before[name]) !== JSON.stringify(value),
  )
  return different.length > 0 ? (Object.fromEntries(different) as Partial<AgentFigures>) : undefined
}

/**
 * Keeps the monitoring pages that are open somewhere (D4.1). Of each agent only those figures are told that changed, and
 * to each watcher only of those agents whom his data scope reaches.
 */
export function createWatchedAgents({ bus, events, monitor, onTrouble, everyMs = 1_000 }: WatchedAgentsParts) {
  /** Whom each watcher sees; undefined means everybody. */
  const watchers = createWatchers<ReadonlySet<string> | undefined>()
  const told = new Map<string, Map<string, AgentFigures>>()

  async function tell(companyId: string, keys: ReadonlySet<string>) {
    const figuresOf = await monitor.figures(companyId, [...keys])
    const before = told.get(companyId) ?? new Map<string, AgentFigures>()
    told.set(companyId, before)
    const changed: AgentFiguresChange[] = []
    for (const agentId of keys) {
      const now = figuresOf(agentId)
      const difference = differenceOf(before.get(agentId) as Figures | undefined, now)
      before.set(agentId, now)
      if (difference) changed.push({ agentId, ...difference })
    }
    for (const [connection, reach] of watchers.of(companyId)) {
      const seen = reach ? changed.filter(({ agentId }) => reach.has(agentId)) : changed
      if (seen.length > 0) connection.send({ type: 'agents', changed: seen } satisfies AgentFrameOut)
    }
  }

  const changes = createCoalescer({
    bus,
    subject: 'agents.changed',
    everyMs,
    isWatched: (companyId) => !watchers.isEmpty(companyId),
    tell,
    onTrouble,
  })

  events.on<AgentStateChanged>('agent.state_changed', ({ companyId, agentId }) => changes.mark(companyId, agentId))
  events.on<AgentsCounted>('monitor.counted', ({ companyId, agentIds }) => changes.mark(companyId, ...agentIds))
  for (const type of [
    'conversation.opened',
    'conversation.assigned',
    'conversation.transferred',
    'conversation.requeued',
    'conversation.closed',
  ] as const) {
    events.on<ConversationChange>(type, ({ companyId, agentId, previousAgentId }) =>
      changes.mark(companyId, ...[agentId, previousAgentId].filter((id) => id !== null)),
    )
  }

  return {
    async watch(connection, agent) {
      if (!agent.permissions.has('team.monitor')) throw forbidden()
      const { companyId } = agent
      watchers.add(companyId, connection, await monitor.reachOf(agent))
      await bus.settled()
      connection.send({ type: 'following', feed: 'agents' } satisfies AgentFrameOut)
    },
    unwatch(connection, companyId) {
      watchers.remove(companyId, connection)
      if (watchers.isEmpty(companyId)) told.delete(companyId)
    },
    [Symbol.asyncDispose]: () => changes[Symbol.asyncDispose](),
  } satisfies WatchedFeed & AsyncDisposable
}
