import {
  maxRobotEntries,
  type PhraseBody,
  type RobotNode,
  type RobotPlace,
  type RobotQuestion,
  type SaveRobotEntry,
} from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { announceChange } from '../events.ts'
import { fileIdsOf, nodeOf, questionOf, uniqueVariants } from '../present.ts'
import * as store from '../store/entries.ts'
import { nextRevision } from '../store/settings.ts'
import { takeUnanswered } from '../store/unanswered.ts'
import { topicsOf } from '../topics.ts'
import type { RobotParts } from './collaborators.ts'

/** The rules of what the robot knows. Whether somebody may was decided by the route. */
export function createKnowledge({ db, files }: Pick<RobotParts, 'db' | 'files'>) {
  /** Every change takes the robot first, so that what it looked at is still so when it is committed. */
  const changing = <T>(companyId: string, change: (tx: Tx) => Promise<T>): Promise<T> =>
    db.company(companyId, async (tx) => {
      await nextRevision(tx, companyId)
      const result = await change(tx)
      announceChange(tx, companyId)
      return result
    })

  async function get(tx: Tx, companyId: string, entryId: string): Promise<store.StoredEntry> {
    const entry = await store.findEntry(tx, companyId, entryId)
    if (!entry) throw notFound('robot')
    return entry
  }

  async function checkFiles(tx: Tx, { companyId, agentId }: AgentCaller, body: PhraseBody): Promise<void> {
    for (const fileId of fileIdsOf(body)) {
      await files.makeReusable(tx, { companyId, fileId, agentId, by: 'company' })
    }
    const pictureId = body.type === 'image' ? body.fileId : body.type === 'card' ? body.imageFileId : undefined
    if (pictureId === undefined) return
    const file = (await files.describe(tx, companyId, [pictureId])).get(pictureId)
    if (!file?.image) throw new Refusal('invalid', 'file.not_a_picture', 'This is not a picture that we can read.')
  }

  async function check(
    tx: Tx,
    agent: AgentCaller,
    entry: SaveRobotEntry,
    at: { entryId: string | null; topicId: string | null },
  ) {
    const topics = topicsOf(await store.findTopics(tx, agent.companyId))
    if (at.topicId !== null && !topics.has(at.topicId)) throw notFound('robot')
    if (entry.kind === 'topic') topics.assertFits({ ...at, title: entry.title })
    else await checkFiles(tx, agent, entry.body)
  }

  async function positionAt(tx: Tx, companyId: string, place: RobotPlace, movedId: string | null): Promise<number> {
    if (place.beforeId !== null) await get(tx, companyId, place.beforeId)
    return store.positionAt(tx, companyId, place, movedId)
  }

  return {
    tree: async (companyId: string): Promise<RobotNode[]> =>
      (await db.company(companyId, (tx) => store.findEntries(tx, companyId))).map(nodeOf),

    get: (companyId: string, entryId: string): Promise<RobotQuestion> =>
      db.company(companyId, async (tx) => {
        const { body, ...entry } = await get(tx, companyId, entryId)
        if (body === null) throw notFound('robot')
        return questionOf({ ...entry, body }, await files.describe(tx, companyId, fileIdsOf(body)))
      }),

    add: (agent: AgentCaller, { place, entry }: { place: RobotPlace; entry: SaveRobotEntry }): Promise<RobotNode> =>
      changing(agent.companyId, async (tx) => {
        const { companyId } = agent
        if ((await store.countEntries(tx, companyId)) >= maxRobotEntries) throw treeFull()
        await check(tx, agent, entry, { entryId: null, topicId: place.topicId })
        const position = await positionAt(tx, companyId, place, null)
        const added = { entryId: uuidv7(), topicId: place.topicId, position, ...contentOf(entry) }
        await store.saveEntries(tx, companyId, [added])
        return nodeOf({ ...added, hitCount: 0, lastHitAt: null })
      }),

    /** A topic with its questions, behind what is there. */
    learn: (
      companyId: string,
      title: string,
      questions: readonly Extract<SaveRobotEntry, { kind: 'question' }>[],
    ): Promise<void> =>
      changing(companyId, async (tx) => {
        const position = await positionAt(tx, companyId, { topicId: null, beforeId: null }, null)
        const topic = { entryId: uuidv7(), topicId: null, position, ...contentOf({ kind: 'topic', title }) }
        const below = questions.map((question, index) => ({
          entryId: uuidv7(),
          topicId: topic.entryId,
          position: index + 1,
          ...contentOf(question),
        }))
        await store.saveEntries(tx, companyId, [topic, ...below])
      }),

    save: (agent: AgentCaller, { entryId, entry }: { entryId: string; entry: SaveRobotEntry }): Promise<RobotNode> =>
      changing(agent.companyId, async (tx) => {
        const before = await get(tx, agent.companyId, entryId)
        if ((before.body === null) !== (entry.kind === 'topic')) throw notFound('robot')
        await check(tx, agent, entry, before)
        const saved = { ...before, ...contentOf(entry) }
        await store.saveEntries(tx, agent.companyId, [saved])
        return nodeOf(saved)
      }),

    move: (
      { companyId }: AgentCaller,
      { entryId, place }: { entryId: string; place: RobotPlace },
    ): Promise<RobotNode> =>
      changing(companyId, async (tx) => {
        const before = await get(tx, companyId, entryId)
        const topics = topicsOf(await store.findTopics(tx, companyId))
        const { topicId } = place
        if (topicId !== null && !topics.has(topicId)) throw notFound('robot')
        if (before.body === null) topics.assertFits({ ...before, topicId })
        const position = await positionAt(tx, companyId, place, entryId)
        await store.placeEntry(tx, companyId, { entryId, topicId, position })
        return nodeOf({ ...before, topicId, position })
      }),

    remove: ({ companyId }: AgentCaller, entryId: string): Promise<{ removed: number }> =>
      changing(companyId, async (tx) => {
        const removed = await store.removeEntry(tx, companyId, entryId)
        if (removed === 0) throw notFound('robot')
        return { removed }
      }),

    /** What was asked and not known becomes another way to ask something known. */
    settle: (
      { companyId }: AgentCaller,
      { questionId, entryId }: { questionId: string; entryId: string },
    ): Promise<RobotNode> =>
      changing(companyId, async (tx) => {
        const entry = await get(tx, companyId, entryId)
        const text = await takeUnanswered(tx, companyId, questionId)
        if (entry.body === null || text === undefined) throw notFound('robot')
        const saved = { ...entry, variants: uniqueVariants(entry.title, [...entry.variants, text]) }
        await store.saveEntries(tx, companyId, [saved])
        return nodeOf(saved)
      }),
  }
}

const contentOf = (entry: SaveRobotEntry) =>
  entry.kind === 'topic'
    ? { title: entry.title, variants: [], body: null, isEnabled: true }
    : {
        title: entry.title,
        variants: uniqueVariants(entry.title, entry.variants),
        body: entry.body,
        isEnabled: entry.isEnabled,
      }

const treeFull = () =>
  new Refusal('conflict', 'robot.tree_full', `A robot knows at most ${maxRobotEntries} topics and questions.`)
