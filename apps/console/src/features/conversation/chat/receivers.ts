import type { AgentState, Colleague, Group } from '@youwen/contract'

const rank: Record<AgentState, number> = { online: 0, busy: 1, away: 2, invisible: 3, offline: 4 }

export interface Receivers {
  readonly groups: readonly { readonly group: Group; readonly online: number }[]
  /** Who can answer soonest comes first: online and least busy. Who is not there cannot be chosen. */
  readonly colleagues: readonly Colleague[]
}

export function receiversOf(
  colleagues: Iterable<Colleague>,
  groups: readonly Group[],
  { except, words }: { except: string | null; words: string },
): Receivers {
  const wanted = words.trim().toLowerCase()
  const isWanted = (...names: string[]) => names.some((name) => name.toLowerCase().includes(wanted))
  const all = [...colleagues]
  const online = new Set(all.filter(({ state }) => state === 'online').map(({ agentId }) => agentId))
  return {
    groups: groups
      .filter(({ name }) => isWanted(name))
      .map((group) => ({ group, online: group.memberIds.filter((agentId) => online.has(agentId)).length })),
    colleagues: all
      .filter(({ agentId, state }) => agentId !== except && state !== 'offline' && state !== 'invisible')
      .filter(({ name, nickname }) => isWanted(name, nickname))
      .sort(
        (a, b) =>
          rank[a.state] - rank[b.state] ||
          a.load / Math.max(1, a.capacity) - b.load / Math.max(1, b.capacity) ||
          a.name.localeCompare(b.name, 'zh-CN'),
      ),
  }
}
