import type { Group } from '@youwen/contract'

type Known = readonly Pick<Group, 'groupId' | 'parentId' | 'leaderId' | 'memberIds'>[]

const isIn = ({ leaderId, memberIds }: Known[number], agentId: string) =>
  leaderId === agentId || memberIds.includes(agentId)

/** The groups through which an agent is reached: those he is in or leads, and those above them. */
export function groupsReaching(groups: Known, agentId: string): string[] {
  const byId = new Map(groups.map((group) => [group.groupId, group]))
  const reaching = new Set<string>()
  for (const group of groups) {
    if (!isIn(group, agentId)) continue
    // Ends at the top, and where somebody else's path went on already.
    for (let at: Known[number] | undefined = group; at && !reaching.has(at.groupId); ) {
      reaching.add(at.groupId)
      at = at.parentId === null ? undefined : byId.get(at.parentId)
    }
  }
  return [...reaching]
}

/** Whom something for these groups is for; for none of them it is for everybody. */
export function isFor(groups: Known, groupIds: readonly string[], agentId: string): boolean {
  return groupIds.length === 0 || groupsReaching(groups, agentId).some((groupId) => groupIds.includes(groupId))
}
