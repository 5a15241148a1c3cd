import type { MessageBody, PhraseBody } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { Owed, RobotAsked } from '../../conversation/index.ts'
import { answerIdOf } from '../answer-id.ts'
import { chosenOf, offeredOf } from '../match/decide.ts'
import { plainOf } from '../match/terms.ts'
import { countHit } from '../store/entries.ts'
import { countUnanswered } from '../store/unanswered.ts'
import { type Brains, favouritesOf } from './brain.ts'
import type { RobotParts } from './collaborators.ts'

/** What a node that died, or did not know of the custody, has left unanswered for so long is anybody's to answer. */
const patienceMs = 2_000
const sweepEveryMs = 2_000
/** A visitor who comes back later begins anew. */
const silentAfterMs = 30 * 60_000
/** How much of a question is kept: as much as another way to ask may have. */
const keptLength = 100

interface Reply {
  readonly body: MessageBody
  readonly handOver: 'asked' | 'unknown' | null
  readonly also?: (tx: Tx) => Promise<void>
}

/**
 * Answers visitors where the robot has the word: at once on the node where they spoke, and by a sweep on any node where
 * that one did not come to it. What is owed is read from the conversation each time, so nothing is lost with a node; that an
 * answer is given once is the conversation's business.
 */
export function createAnswering(
  { custody, events, now, onTrouble }: Pick<RobotParts, 'custody' | 'events' | 'now' | 'onTrouble'>,
  brains: Brains,
) {
  const attending = new Map<string, { promise: Promise<void>; isAskedAgain: boolean }>()

  /** What a text, or a thing without words, is answered with. */
  async function replyTo(companyId: string, conversationId: string, owed: Owed): Promise<Reply> {
    const { message, previous, visitorId } = owed
    const brain = await brains.of(companyId)
    const { says, personWords } = brain.settings
    const say = (text: string, choices?: readonly string[]): MessageBody => ({
      type: 'text',
      text,
      ...(choices && choices.length > 0 && { choices: [...choices] }),
    })
    // A picture, a recording: people have eyes and ears.
    if (message.body.type !== 'text') return { body: say(says.unknown), handOver: 'unknown' }
    const choices = previous?.body.type === 'text' ? (previous.body.choices ?? []) : []
    const text = chosenOf(message.body.text, choices)
    const decision = await brains.decideOn(companyId, brain, text)
    const [best] = decision.candidates
    switch (decision.outcome) {
      case 'answer': {
        const question = best && brain.questions.get(best.entryId)
        if (!question) throw new Error('The robot found what it does not know.')
        const body = await bodyFor(companyId, visitorId, question.body)
        // Its file is gone: whoever asked is not left with nothing.
        if (!body) return { body: say(says.unknown), handOver: 'unknown' }
        return {
          body,
          handOver: null,
          also: (tx) => countHit(tx, companyId, question.entryId, now()),
        }
      }
      case 'menu': {
        const titles = offeredOf(decision, brain.settings).map(({ title }) => title)
        return { body: say(says.menu, [...titles, ...personWords.slice(0, 1)]), handOver: null }
      }
      case 'greeting':
        return { body: say(says.greeting, favouritesOf(brain)), handOver: null }
      case 'thanks':
        return { body: say(says.thanks), handOver: null }
      case 'person':
        return { body: say(says.person), handOver: 'asked' }
      case 'unknown': {
        const asked = { questionId: uuidv7(), key: plainOf(text).slice(0, 200), text: text.trim().slice(0, keptLength) }
        return {
          body: say(says.unknown),
          handOver: 'unknown',
          also: (tx) => countUnanswered(tx, companyId, { ...asked, conversationId, at: now() }),
        }
      }
      default:
        return decision.outcome satisfies never
    }
  }

  const bodyFor = (companyId: string, visitorId: string, body: PhraseBody) =>
    custody.bodyFor(companyId, visitorId, body).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      onTrouble(error)
      return undefined
    })

  async function attend(companyId: string, conversationId: string): Promise<void> {
    for (;;) {
      const owed = await custody.next(companyId, conversationId)
      if (!owed) return
      const { id, seq } = owed.message
      const reply = await replyTo(companyId, conversationId, owed)
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
