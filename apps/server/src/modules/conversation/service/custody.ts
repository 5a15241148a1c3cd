import type { Conversation, Message, SendBody } from '@youwen/contract'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { loadConversation } from '../store/conversation.ts'
import {
  findOverdue,
  firstAskedAfter,
  lastSaidBefore,
  openOfAgent,
  owingAnswers,
  silentSince,
} from '../store/custody.ts'
import type { SeenConversation } from '../view/conversation.ts'
import { beginCustody } from './begin-custody.ts'
import { bodyOf } from './body.ts'
import { lockInProgress } from './change.ts'
import type { Context } from './context.ts'
import { endCustody } from './end-custody.ts'
import { closeConversation, taken } from './lifecycle.ts'
import { type Comfort, comfort } from './overdue.ts'
import { type RobotAnswer, robotSays } from './robot-says.ts'

/** A message to which the robot owes an answer. */
export interface Owed {
  readonly message: Message
  readonly visitorId: string
  readonly styleId: string | null
  /** What was said to the visitor last before it. */
  readonly previous: Message | undefined
}

interface Door {
  readonly visible: (agent: AgentCaller, conversationId: string) => Promise<SeenConversation>
  readonly rowOf: (agent: AgentCaller, conversationId: string) => Promise<Conversation>
  readonly accept: (agent: AgentCaller, conversationId: string) => Promise<Conversation>
}

/** Conversations in which the robot answers: who puts them there and takes them back, and what the robot owes. */
export function createCustody(context: Context, { visible, rowOf, accept }: Door) {
  const { db, active } = context

  async function begin(companyId: string, conversationId: string): Promise<void> {
    const begun = await db.company(companyId, async (tx) => {
      const conversation = await lockInProgress(tx, companyId, conversationId)
      if (conversation.custodySeq !== null || conversation.agentId === null) return conversation
      return beginCustody(context, tx, conversation)
    })
    active.remember(begun)
  }

  return {
    /** The agent lets the robot answer, or answers himself again. One that nobody has becomes his by that. */
    async set(agent: AgentCaller, conversationId: string, isOn: boolean): Promise<Conversation> {
      const { companyId, agentId, permissions } = agent
      const { agentId: holder, status } = await visible(agent, conversationId)
      if (status === 'closed') throw new Refusal('conflict', 'conversation.closed', 'This conversation is over.')
      if (holder === null) await accept(agent, conversationId)
      else if (holder !== agentId && !permissions.has('conversation.transfer_any')) throw taken()
      if (isOn) await begin(companyId, conversationId)
      else await endCustody(context, companyId, conversationId)
      return rowOf(agent, conversationId)
    },

    /** All open conversations of an agent at once. */
    async setAllOf(companyId: string, agentId: string, isOn: boolean): Promise<void> {
      for (const conversationId of await db.company(companyId, (tx) => openOfAgent(tx, companyId, agentId, !isOn))) {
        await (isOn ? begin(companyId, conversationId) : endCustody(context, companyId, conversationId)).catch(
          (error: unknown) => {
            // It ended at this very moment.
            if (!(error instanceof Refusal)) throw error
          },
        )
      }
    },

    /** Conversations, of all companies, that somebody has to look after: their node died, or did not know. */
    owing: (before: Date) => db.all((tx) => owingAnswers(tx, before)),

    /** Ends what the robot holds alone and nobody has spoken in since then: visitors seldom say goodbye to a robot. */
    async closeSilent(before: Date): Promise<void> {
      for (const { companyId, conversationId } of await db.all((tx) => silentSince(tx, before, 500))) {
        await closeConversation(context, companyId, conversationId, { kind: 'system' })
      }
    },

    /** The first message that the robot has not dealt with; undefined: there is none, or the robot does not answer. */
    next: (companyId: string, conversationId: string): Promise<Owed | undefined> =>
      db.company(companyId, async (tx) => {
        const conversation = await loadConversation(tx, companyId, conversationId)
        if (!conversation || conversation.status === 'closed' || conversation.custodySeq === null) return undefined
        const message = await firstAskedAfter(tx, companyId, conversationId, conversation.custodySeq)
        if (!message) return undefined
        const previous = await lastSaidBefore(tx, companyId, conversationId, message.seq)
        const { visitorId, styleId } = conversation
        return { message, previous, visitorId, styleId }
      }),

    /** What a body that the robot was taught says to this visitor; its files become his as well. */
    bodyFor: (companyId: string, visitorId: string, body: SendBody) =>
      bodyOf(context, { companyId, visitorId, by: { kind: 'robot' } }, body),

    says: (companyId: string, conversationId: string, answer: RobotAnswer) =>
      robotSays(context, companyId, conversationId, answer),

    /** Conversations, of all companies, whose visitor has waited for a person as long as he should. */
    overdue: (now: Date) => db.all((tx) => findOverdue(tx, now, 200)),
    comfort: (companyId: string, conversationId: string, now: Date, words: Comfort) =>
      comfort(context, companyId, conversationId, now, words),
  }
}
export type Custody = ReturnType<typeof createCustody>
