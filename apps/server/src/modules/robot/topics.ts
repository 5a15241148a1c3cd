import { maxRobotDepth } from '@youwen/contract'
import { Refusal } from '../../platform/errors.ts'
import type { Topic } from './store/entries.ts'

/** The topics of a company, to ask what a change would make of them. */
export function topicsOf(topics: readonly Topic[]) {
  const byId = new Map(topics.map((topic) => [topic.entryId, topic]))

  /** From the top down to this topic. */
  const pathOf = (topicId: string | null): Topic[] => {
    const path: Topic[] = []
    for (let at = topicId === null ? undefined : byId.get(topicId); at; ) {
      path.unshift(at)
      at = at.topicId === null ? undefined : byId.get(at.topicId)
    }
    return path
  }
  const heightOf = (topicId: string): number => {
    const depth = pathOf(topicId).length
    const below = topics.map(({ entryId }) => pathOf(entryId)).filter((path) => path[depth - 1]?.entryId === topicId)
    return Math.max(...below.map((path) => path.length)) - depth + 1
  }

  return {
    has: (topicId: string) => byId.has(topicId),
    /** Refuses a topic within itself, too many within each other, and a second one of the same name in one place. */
    assertFits({ entryId, title, topicId }: { entryId: string | null; title: string; topicId: string | null }): void {
      const above = pathOf(topicId)
      if (above.some((each) => each.entryId === entryId)) {
        throw new Refusal('conflict', 'robot.circle', 'A topic cannot lie within itself.')
      }
      const height = entryId !== null && byId.has(entryId) ? heightOf(entryId) : 1
      if (above.length + height > maxRobotDepth) {
        throw new Refusal('conflict', 'robot.too_deep', `At most ${maxRobotDepth} topics lie within each other.`)
      }
      const twin = topics.find((each) => each.topicId === topicId && each.title === title)
      if (twin && twin.entryId !== entryId) {
        const said = `There is a topic called "${title}" already.`
        throw new Refusal('conflict', 'robot.topic_taken', said, {
          fields: [{ path: 'entry.title', code: 'robot.topic_taken', title: said }],
        })
      }
    },
  }
}
