import type { ConversationEvent, Message, MessageBody } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { failpoint } from '../../../platform/failpoint.ts'
import type { ActiveConversation } from '../active.ts'
import type { ConversationChange } from '../events.ts'
import { type AppendRow, appendInTransaction, lastSeqOf } from '../store/append.ts'
import { assign, loadConversation, lockConversation } from '../store/conversation.ts'
import { agentSpokeAfter, setCustody, setHandedOver } from '../store/custody.ts'
import { summarize } from '../store/summary.ts'
import { change } from './change.ts'
import type { Context } from './context.ts'
import { appendAll, eventRow, robotRow } from './event-row.ts'
import { endOffer } from './offer-end.ts'

/** Handing over to people; what is said instead where nobody is free, or nobody is there, and how long he waits then. */
export interface HandOver {
  readonly why: 'asked' | 'unknown'
  readonly busy: Waiting
  readonly away: Waiting
}
interface Waiting {
  readonly body: MessageBody
  readonly waitLimitMs: number | null
}

/** What the robot has decided to do about a message of the visitor. */
export interface RobotAnswer {
  readonly to: Pick<Message, 'id' | 'seq'>
  /** The id of what it says, the same however often it is decided. */
  readonly id: string
  readonly body: MessageBody
  readonly handOver: HandOver | null
  /** What is kept of it, in the same transaction. */
  readonly also?: ((tx: Tx) => Promise<void>) | undefined
}

/** Somebody spoke at this very moment: what was looked at is no longer all there is. */
class Overtaken extends Error {}

/**
 * Says what the robot has to say, if it still has to: it holds the conversation, nobody answered meanwhile, and this
 * message was not dealt with before. The answer, that it was given and a hand-over are one transaction, so that it is given
 * once, whatever node tries and whenever one dies.
 */
export async function robotSays(
  deps: Context,
  companyId: string,
  conversationId: string,
  answer: RobotAnswer,
): Promise<'said' | 'over'> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await tryToSay(deps, companyId, conversationId, answer)
    } catch (error) {
      if (!(error instanceof Overtaken) || attempt === 20) throw error
    }
  }
}

async function tryToSay(deps: Context, companyId: string, conversationId: string, answer: RobotAnswer) {
  const { db, active, committed, routing } = deps
  const done = await db.company(companyId, async (tx) => {
    if (answer.handOver) await routing.lock(tx, companyId)
    const conversation = await lockConversation(tx, companyId, conversationId)
    const custodySeq = conversation?.status === 'closed' ? null : conversation?.custodySeq
    if (!conversation || custodySeq == null || custodySeq >= answer.to.seq) return undefined
    const lastSeq = await lastSeqOf(tx, companyId, conversationId)
    // An agent who did not know of the custody has answered: it is his.
    if (await agentSpokeAfter(tx, companyId, conversationId, custodySeq)) {
      const ended = { type: 'event', event: 'custody_ended', why: 'agent', agentId: conversation.agentId } as const
      await change(deps, tx, conversation, 'conversation.custody_changed', ended, () =>
        setCustody(tx, companyId, conversationId, null),
      )
      return undefined
    }
    const reception = answer.handOver && (await receptionOf(deps, tx, conversation, answer.handOver))
    const row = robotRow(companyId, conversationId, answer.id, reception?.waiting?.body ?? answer.body)
    const { outcomes } = await appendInTransaction(tx, [row])
    const outcome = outcomes.get(row)
    if (outcome?.kind === 'repeated') {
      await setCustody(tx, companyId, conversationId, answer.to.seq)
      return undefined
    }
    // Everything was looked at up to `lastSeq`; what is between that and the answer was not.
    if (outcome?.kind !== 'written' || outcome.seq !== lastSeq + 1) throw new Overtaken()
    await answer.also?.(tx)
    failpoint('before-robot-answer')
    const said = { ...row, seq: outcome.seq, at: outcome.at }
    if (reception && answer.handOver && conversation.status === 'open') {
      return { said, isHandedOver: await handOver(deps, tx, conversation, answer.handOver.why, reception, said) }
    }
    await setCustody(tx, companyId, conversationId, answer.to.seq)
    return { said, isHandedOver: false }
  })
  if (!done) {
    active.forget(conversationId)
    return 'over'
  }
  const { said, isHandedOver } = done
  // A hand-over has told of it already, in one piece.
  if (!isHandedOver) {
    const loaded = await db.company(companyId, (tx) => loadConversation(tx, companyId, conversationId))
    if (loaded) committed([{ ...said, conversation: active.remember(loaded), origin: undefined }])
  }
  return 'said'
}

/**
 * Back to people: to the agent for whom the robot answered, when he is there; else routing chooses, or it waits. An agent
 * who is busy elsewhere keeps it only when nobody else is free.
 */
async function receiverOf(
  { routing, collaborators }: Pick<Context, 'routing' | 'collaborators'>,
  tx: Tx,
  { companyId, siteId, groupId, agentId }: ActiveConversation,
): Promise<string | null> {
  const holder = agentId === null ? undefined : await collaborators.receiver(tx, companyId, agentId)
  const isThere = holder?.isPresent === true
  const isBusy = isThere && (await collaborators.robot.standsInFor(tx, companyId, holder.agentId))
  if (isThere && !isBusy) return holder.agentId
  const chosen = await routing.chooseForNewcomer(tx, { companyId, siteId, groupId })
  return chosen ?? (isThere ? holder.agentId : null)
}

/** Who has it now; `waiting`: nobody, because all are busy or away. Who waits already keeps his place. */
interface HandedTo {
  readonly agentId: string | null
  readonly waiting?: Waiting
}
async function receptionOf(
  deps: Pick<Context, 'routing' | 'collaborators'>,
  tx: Tx,
  conversation: ActiveConversation,
  { busy, away }: HandOver,
): Promise<HandedTo> {
  const { companyId, siteId, status } = conversation
  const agentId = status === 'queued' ? null : await receiverOf(deps, tx, conversation)
  if (agentId !== null) return { agentId }
  return { agentId, waiting: (await deps.collaborators.robot.isAttended(tx, companyId, siteId)) ? busy : away }
}

async function handOver(
  deps: Context,
  tx: Tx,
  conversation: ActiveConversation,
  why: HandOver['why'],
  { agentId, waiting }: HandedTo,
  said: AppendRow & { readonly seq: number; readonly at: Date },
): Promise<true> {
  const { companyId, conversationId, visitorId, groupId, agentId: previousAgentId } = conversation
  const happened: ConversationEvent[] = [{ type: 'event', event: 'custody_ended', why, agentId }]
  if (agentId === null) happened.push({ type: 'event', event: 'queued' })
  else if (agentId !== previousAgentId) happened.push({ type: 'event', event: 'assigned', agentId })
  const events = await appendAll(
    tx,
    happened.map((body) => eventRow(companyId, conversationId, deps.newId(), body)),
  )
  if (agentId === previousAgentId && agentId !== null) await setCustody(tx, companyId, conversationId, null)
  else await assign(tx, companyId, conversationId, { agentId, groupId, waitLimitMs: waiting?.waitLimitMs ?? null })
  await setHandedOver(tx, companyId, conversationId, { why, seq: said.seq })
  const { transfer } = conversation
  if (transfer && agentId !== previousAgentId) {
    await endOffer(tx, companyId, { ...transfer, conversationId }, 'overtaken', null)
  }
  await summarize(tx, [{ companyId, conversationId }])
  const { id, from, senderId, body, seq, at } = said
  const event: ConversationChange = {
    type: 'conversation.custody_changed',
    companyId,
    conversationId,
    visitorId,
    agentId,
    previousAgentId,
    messages: [{ id, conversationId, seq, from, senderId, body, at: at.toISOString() }, ...events],
  }
  tx.announce(event)
  return true
}
