import type { MessageBody, PhraseBody, RobotSettings } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { HandOver, Owed } from '../../conversation/index.ts'
import { chosenOf, offeredOf } from '../match/decide.ts'
import { plainOf } from '../match/terms.ts'
import { countHit } from '../store/entries.ts'
import { countUnanswered } from '../store/unanswered.ts'
import { type Brains, favouritesOf } from './brain.ts'
import type { RobotParts } from './collaborators.ts'

/** How much of a question is kept: as much as another way to ask may have. */
const keptLength = 100

export interface Reply {
  readonly body: MessageBody
  readonly handOver: HandOver | null
  readonly also?: (tx: Tx) => Promise<void>
}

const say = (text: string, choices: readonly string[] = []): MessageBody => ({
  type: 'text',
  text,
  ...(choices.length > 0 && { choices: [...choices] }),
})

/** What a visitor is told: in his language where the robot speaks for itself, word for word where it answers. */
export function createReplies(
  { custody, chatLocaleOf, now, onTrouble }: Pick<RobotParts, 'custody' | 'chatLocaleOf' | 'now' | 'onTrouble'>,
  brains: Brains,
) {
  type Whose = Parameters<typeof chatLocaleOf>[1]
  const sentencesFor = async (companyId: string, whose: Whose, { says }: Pick<RobotSettings, 'says'>) =>
    says[await chatLocaleOf(companyId, whose)]

  const bodyFor = (companyId: string, visitorId: string, body: PhraseBody) =>
    custody.bodyFor(companyId, visitorId, body).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      onTrouble(error)
      return undefined
    })

  return {
    /** What a text, or a thing without words, is answered with. */
    async to(companyId: string, conversationId: string, { message, previous, ...whose }: Owed): Promise<Reply> {
      const brain = await brains.of(companyId)
      const { waitLimitSeconds, afterWait } = brain.settings
      const says = await sentencesFor(companyId, whose, brain.settings)
      const waitLimitMs = waitLimitSeconds === null ? null : waitLimitSeconds * 1_000
      const handOver = (why: HandOver['why']): HandOver => ({
        why,
        busy: { body: say(says.busy), waitLimitMs },
        // He is asked to leave word already.
        away: { body: say(says.away), waitLimitMs: afterWait === 'message' ? null : waitLimitMs },
      })
      const unknown = { body: say(says.unknown), handOver: handOver('unknown') }
      // A picture, a recording: people have eyes and ears.
      if (message.body.type !== 'text') return unknown
      const choices = previous?.body.type === 'text' ? (previous.body.choices ?? []) : []
      const text = chosenOf(message.body.text, choices)
      const decision = await brains.decideOn(companyId, brain, text)
      const [best] = decision.candidates
      switch (decision.outcome) {
        case 'answer': {
          const question = best && brain.questions.get(best.entryId)
          if (!question) throw new Error('The robot found what it does not know.')
          const body = await bodyFor(companyId, whose.visitorId, question.body)
          // Its file is gone: whoever asked is not left with nothing.
          if (!body) return unknown
          return { body, handOver: null, also: (tx) => countHit(tx, companyId, question.entryId, now()) }
        }
        case 'menu': {
          const titles = offeredOf(decision, brain.settings).map(({ title }) => title)
          return { body: say(says.menu, [...titles, says.toPerson]), handOver: null }
        }
        case 'greeting':
          return { body: say(says.greeting, favouritesOf(brain)), handOver: null }
        case 'thanks':
          return { body: say(says.thanks), handOver: null }
        case 'person':
          return { body: say(says.person), handOver: handOver('asked') }
        case 'unknown': {
          const key = plainOf(text).slice(0, 200)
          const asked = { questionId: uuidv7(), key, text: text.trim().slice(0, keptLength), conversationId }
          return { ...unknown, also: (tx) => countUnanswered(tx, companyId, { ...asked, at: now() }) }
        }
        default:
          return decision.outcome satisfies never
      }
    },

    /** What somebody is told who has waited for a person too long. */
    async toWaiting(companyId: string, whose: Whose) {
      const { settings } = await brains.of(companyId)
      const says = await sentencesFor(companyId, whose, settings)
      const isAnswering = settings.afterWait === 'robot'
      return { body: say(isAnswering ? says.meanwhile : says.overdue), isAnswering }
    },
  }
}
export type Replies = ReturnType<typeof createReplies>
