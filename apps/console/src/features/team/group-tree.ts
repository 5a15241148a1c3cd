import type { Group } from '@youwen/contract'

export type GroupNode = Group & { children?: GroupNode[] }

/** Groups under their parents. One whose parent is unknown stands at the top instead of getting lost. */
export function treeOf(groups: readonly Group[]): GroupNode[] {
  const nodes = new Map(groups.map((group) => [group.groupId, { ...group } as GroupNode]))
  const tops: GroupNode[] = []
  for (const node of nodes.values()) {
    const parent = node.parentId === null ? undefined : nodes.get(node.parentId)
    if (parent) parent.children = [...(parent.children ?? []), node]
    else tops.push(node)
  }
  return tops
}

/** A group and everything below it. */
export function withinOf(groups: readonly Group[], groupId: string): Set<string> {
  const within = new Set([groupId])
  let hasGrown = true
  while (hasGrown) {
    hasGrown = false
    for (const group of groups) {
      if (group.parentId === null || within.has(group.groupId) || !within.has(group.parentId)) continue
      within.add(group.groupId)
      hasGrown = true
    }
  }
  return within
}
