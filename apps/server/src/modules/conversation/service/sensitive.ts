import type { Locale, MessageBody, SendBody, SensitiveMark } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import type { Hit } from '../../shield/index.ts'
import type { ActiveConversation } from '../active.ts'
import type { Appended } from '../append.ts'
import type { ConversationRevised } from '../events.ts'
import { findByMessageId } from '../store/append.ts'
import { addSensitiveMarks } from '../store/sensitive.ts'
import type { Context } from './context.ts'

/** Who speaks to whom, where. */
interface Speaking {
  readonly companyId: string
  readonly visitorId: string
  readonly conversationId: string | null
  /** Null: the visitor speaks. */
  readonly agentId: string | null
}

/** A message that may be said, in the words in which it may be said. */
export interface LookedThrough {
  readonly body: SendBody
  /** Set where something was found: is called in the transaction in which the message is stored. */
  readonly keep: Keep | undefined
  /** What whoever sent it learns with the acknowledgement. */
  readonly told: (stored: MessageBody) => Pick<Appended, 'body' | 'notice'>
}
export type Keep = (tx: Tx, where: Pick<ActiveConversation, 'conversationId'>, seq: number) => Promise<void>

const asItIs = (body: SendBody): LookedThrough => ({ body, keep: undefined, told: () => ({}) })

/** Looks for the words of the company's lists, and refuses what must not be said. */
export async function lookThrough(
  { db, collaborators: { words } }: Pick<Context, 'db' | 'collaborators'>,
  speaking: Speaking,
  said: {
    readonly id: string
    readonly body: SendBody
    readonly locale?: Locale | undefined
    readonly anyway?: boolean | undefined
  },
): Promise<LookedThrough> {
  const { companyId, visitorId, conversationId, agentId } = speaking
  const { id: messageId, body, locale = 'zh-CN', anyway = false } = said
  const side = agentId === null ? 'visitor' : 'agent'
  const verdict = await words.look({ companyId, side, body, locale, anyway })
  const keep = (tx: Tx, hit: Hit, where: { conversationId: string | null; seq: number | null }) =>
    words.keep(tx, companyId, hit, { agentId, visitorId, messageId, ...where })
  switch (verdict.kind) {
    case 'clear':
      return asItIs(body)
    case 'refused': {
      const isSaid = await db.company(companyId, async (tx) => {
        const [stored] = await findByMessageId(tx, companyId, [messageId])
        if (stored === undefined && verdict.hit) await keep(tx, verdict.hit, { conversationId, seq: null })
        return stored !== undefined && stored.sender_id === (agentId ?? visitorId)
      })
      // It was stored before the word stood in the list: whoever sends it again is to hear just that.
      if (isSaid) return asItIs(body)
      throw verdict.refusal
    }
    case 'said': {
      const { hit, marks, isMasked, notice } = verdict
      return {
        body: verdict.body,
        keep: async (tx, where, seq) => {
          await keep(tx, hit, { conversationId: where.conversationId, seq })
          await mark(tx, { companyId, visitorId, conversationId: where.conversationId }, marks)
        },
        told: (stored) => ({ ...(isMasked && { body: stored }), ...(notice !== undefined && { notice }) }),
      }
    }
    default:
      return verdict satisfies never
  }
}

async function mark(
  tx: Tx,
  about: Pick<ConversationRevised, 'companyId' | 'visitorId' | 'conversationId'>,
  marks: readonly SensitiveMark[],
): Promise<void> {
  if (!(await addSensitiveMarks(tx, about.companyId, about.conversationId, marks))) return
  const event: ConversationRevised = { type: 'conversation.revised', ...about }
  tx.announce(event)
}
