import type { RobotAsked } from '../../conversation/index.ts'
import { answerIdOf } from '../answer-id.ts'
import type { RobotParts } from './collaborators.ts'
import type { Replies } from './replies.ts'

/** What a node that died, or did not know of the custody, has left unanswered for so long is anybody's to answer. */
const patienceMs = 2_000
const sweepEveryMs = 2_000
/** A visitor who comes back later begins anew. */
const silentAfterMs = 30 * 60_000
/**
 * Answers visitors where the robot has the word: at once on the node where they spoke, and by a sweep on any node where
 * that one did not come to it. What is owed is read from the conversation each time, so nothing is lost with a node; that an
 * answer is given once is the conversation's business. The same sweep looks after those who wait for people too long.
 */
export function createAnswering(
  { custody, events, now, onTrouble }: Pick<RobotParts, 'custody' | 'events' | 'now' | 'onTrouble'>,
  replies: Replies,
) {
  const attending = new Map<string, { promise: Promise<void>; isAskedAgain: boolean }>()

  async function attend(companyId: string, conversationId: string): Promise<void> {
    for (;;) {
      const owed = await custody.next(companyId, conversationId)
      if (!owed) return
      const { id, seq } = owed.message
      const reply = await replies.to(companyId, conversationId, owed)
      const answer = { ...reply, id: answerIdOf(id), to: { id, seq } }
      if ((await custody.says(companyId, conversationId, answer)) === 'over') {
        // Somebody else has answered; there may be more to answer, or nothing at all.
        if ((await custody.next(companyId, conversationId))?.message.id === id) return
      }
    }
  }

  /** One at a time for a conversation, so that answers stand in the order of the questions. */
  function begin({ companyId, conversationId }: { companyId: string; conversationId: string }): void {
    const running = attending.get(conversationId)
    if (running) {
      running.isAskedAgain = true
      return
    }
    const entry = { promise: Promise.resolve(), isAskedAgain: false }
    attending.set(conversationId, entry)
    entry.promise = (async () => {
      try {
        do {
          entry.isAskedAgain = false
          await attend(companyId, conversationId)
        } while (entry.isAskedAgain)
      } catch (error) {
        // The sweep comes back to it.
        onTrouble(error)
      } finally {
        attending.delete(conversationId)
      }
    })()
  }

  const stop = events.on<RobotAsked>('conversation.robot_asked', begin)
  let sweeping: Promise<void> | undefined
  async function sweep() {
    for (const owing of await custody.owing(new Date(now().getTime() - patienceMs))) begin(owing)
    for (const { companyId, conversationId, ...whose } of await custody.overdue(now())) {
      await custody.comfort(companyId, conversationId, now(), await replies.toWaiting(companyId, whose))
    }
  }
  const timer = setInterval(() => {
    sweeping ??= sweep()
      .catch(onTrouble)
      .finally(() => {
        sweeping = undefined
      })
  }, sweepEveryMs)

  /** Due every few minutes. */
  const closeSilent = () => custody.closeSilent(new Date(now().getTime() - silentAfterMs))
  const settled = async () => {
    while (attending.size > 0) await Promise.all([...attending.values()].map(({ promise }) => promise))
  }

  return {
    closeSilent,
    /** Resolves when nothing that this node has begun to answer is left; for tests and tools. */
    settled,
    async [Symbol.asyncDispose]() {
      stop()
      clearInterval(timer)
      await sweeping
      await settled()
    },
  }
}
