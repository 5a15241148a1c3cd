import type { RobotNode, RobotPlace } from '@youwen/contract'

export type ByTopic = ReadonlyMap<string | null, readonly RobotNode[]>

export const byTopicOf = (nodes: readonly RobotNode[]): ByTopic => Map.groupBy(nodes, ({ topicId }) => topicId)

export interface Drop {
  readonly moved: string
  readonly onto: string
  /** -1: before it, 1: behind it, null: into it. */
  readonly index: number | null
}

/** Where something comes to stand that was dropped there; undefined where it cannot. */
export function placeAfterDrop(nodes: readonly RobotNode[], { moved, onto, index }: Drop): RobotPlace | undefined {
  const target = nodes.find(({ entryId }) => entryId === onto)
  if (!target || moved === onto) return undefined
  // Into a question nothing goes: what is dropped there comes to stand behind it.
  if (index === null && target.kind === 'topic') return { topicId: onto, beforeId: null }
  const siblings = nodes.filter(({ topicId, entryId }) => topicId === target.topicId && entryId !== moved)
  const at = siblings.findIndex(({ entryId }) => entryId === onto)
  const before = siblings[index === -1 ? at : at + 1]
  return { topicId: target.topicId, beforeId: before?.entryId ?? null }
}

/** How many questions lie in a topic, at any depth. */
export function countIn(byTopic: ByTopic, topicId: string): number {
  let count = 0
  for (const { kind, entryId } of byTopic.get(topicId) ?? []) {
    count += kind === 'question' ? 1 : countIn(byTopic, entryId)
  }
  return count
}

/** 售前 / 价格, in the order of the tree: for choosing one. */
export function topicOptions(byTopic: ByTopic): { value: string; label: string }[] {
  const options: { value: string; label: string }[] = []
  const walk = (topicId: string | null, path: string) => {
    for (const { kind, entryId, title } of byTopic.get(topicId) ?? []) {
      if (kind !== 'topic') continue
      options.push({ value: entryId, label: path + title })
      walk(entryId, `${path}${title} / `)
    }
  }
  walk(null, '')
  return options
}
