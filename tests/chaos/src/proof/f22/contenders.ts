import { ApiError } from '@youwen/sdk/api'
import type { Worker } from './floor.ts'

/** One who asks for something that only one can have. */
export interface Contender {
  readonly what: 'accept' | 'accept an offer' | 'take over' | 'hand over' | 'end'
  /** Whose it is when the answer is yes. */
  readonly owner?: string
  ask(): Promise<unknown>
}

export interface Answer extends Contender {
  /** `yes`, or the code of the refusal. */
  readonly said: string
}

/** Through one node or the other. */
const apiOf = ({ apis }: Worker, at: number) => apis[at % apis.length] as Worker['apis'][number]

export const accepting = (agent: Worker, at: number, conversationId: string): Contender => ({
  what: 'accept',
  owner: agent.agentId,
  ask: () => apiOf(agent, at).conversation.accept({ conversationId }),
})

export const takingOver = (supervisor: Worker, at: number, conversationId: string): Contender => ({
  what: 'take over',
  owner: supervisor.agentId,
  ask: () => apiOf(supervisor, at).conversation.takeOver({ conversationId }),
})

export const handingOver = (holder: Worker, at: number, conversationId: string, to: Worker): Contender => ({
  what: 'hand over',
  owner: to.agentId,
  ask: () => apiOf(holder, at).conversation.transfer({ conversationId, to: { agentId: to.agentId } }),
})

export const ending = (agent: Worker, at: number, conversationId: string): Contender => ({
  what: 'end',
  ask: () => apiOf(agent, at).conversation.close({ conversationId }),
})

/** `holder` asks, and all who are asked will accept. */
export async function acceptingOffer(
  holder: Worker,
  to: { agentId: string } | { groupId: string },
  conversationId: string,
  asked: readonly Worker[],
): Promise<Contender[]> {
  const { transfer } = await apiOf(holder, 0).conversation.transfer({ conversationId, to, asks: true })
  if (!transfer) throw new Error('An offer was made that the conversation does not show.')
  const { transferId } = transfer
  return asked.map((agent, at) => ({
    what: 'accept an offer',
    owner: agent.agentId,
    ask: () => apiOf(agent, at).transfer.accept({ transferId }),
  }))
}

/** All of them at the same moment. */
export const race = (contenders: readonly Contender[]): Promise<Answer[]> =>
  Promise.all(
    contenders.map(async (one) => ({
      ...one,
      said: await one.ask().then(
        () => 'yes',
        (error: unknown) => (error instanceof ApiError ? error.code : String(error)),
      ),
    })),
  )

/** Ways to say "somebody was faster". Anything else is a fault of ours. */
const late = new Set([
  'conversation.taken',
  'conversation.closed',
  'conversation.not_found',
  'conversation.at_capacity',
  'transfer.over',
])

export const untyped = (answers: readonly Answer[]): string[] =>
  answers
    .filter(({ said }) => said !== 'yes' && !late.has(said))
    .map(({ what, said }) => `${what} was answered: ${said}`)

/** `accept yes 3, accept conversation.taken 47 …` */
export const tally = (answers: readonly Answer[]): string =>
  [...Map.groupBy(answers, ({ what, said }) => `${what}: ${said}`)]
    .map(([answer, those]) => `${answer} × ${those.length}`)
    .sort()
    .join(', ')
