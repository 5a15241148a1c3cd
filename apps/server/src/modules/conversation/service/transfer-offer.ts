import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { ActiveConversation } from '../active.ts'
import type { TransferExpiry } from '../collaborators.ts'
import type { TransferOffered } from '../events.ts'
import { assign, lockConversation } from '../store/conversation.ts'
import * as store from '../store/transfer.ts'
import { change, lockInProgress } from './change.ts'
import type { Context } from './context.ts'
import { atCapacity, taken } from './lifecycle.ts'
import { endOffer, tellOver } from './offer-end.ts'
import { type Handover, receiverOffline } from './transfer.ts'

/** Unless the company says otherwise. */
export const defaultAcceptWithin = 60

export type OfferDeps = Pick<Context, 'db' | 'routing' | 'collaborators' | 'active' | 'newId'>

const over = () =>
  new Refusal('conflict', 'transfer.over', 'This request is over: it was answered or withdrawn already.')

/** Asks a colleague, or those of a group who are there, to take a conversation over. Until one accepts nothing moves. */
export async function offerConversation(
  deps: OfferDeps,
  companyId: string,
  conversationId: string,
  { byAgentId, to, note, mayTake }: Handover,
): Promise<ActiveConversation> {
  const { collaborators, newId } = deps
  const offered = await deps.db.company(companyId, async (tx) => {
    const conversation = await lockInProgress(tx, companyId, conversationId)
    if (conversation.agentId !== null && conversation.agentId !== byAgentId && !mayTake) throw taken()
    if (conversation.transfer) {
      throw new Refusal('conflict', 'transfer.waiting', 'A colleague is being asked to take this conversation already.')
    }
    const askedIds = await whoIsAsked(deps, tx, conversation, byAgentId, to)
    const transferId = newId()
    const target = {
      toAgentId: 'agentId' in to ? to.agentId : null,
      toGroupId: 'groupId' in to ? to.groupId : null,
    }
    return change(
      deps,
      tx,
      conversation,
      'conversation.transfer_asked',
      { type: 'event', event: 'transfer_asked', transferId, byAgentId, ...target, ...(note === '' ? {} : { note }) },
      async () => {
        const withinSeconds = (await store.findAcceptWithin(tx, companyId)) ?? defaultAcceptWithin
        const asked = { transferId, conversationId, byAgentId, ...target, note, withinSeconds }
        const { expiresAt } = await store.insertTransfer(tx, companyId, asked, askedIds)
        await collaborators.expireLater(tx, { companyId, transferId }, expiresAt)
        const event: TransferOffered = { type: 'transfer.offered', companyId, transferId }
        tx.announce(event)
      },
    )
  })
  return deps.active.remember(offered)
}

async function whoIsAsked(
  { collaborators, routing }: OfferDeps,
  tx: Tx,
  { companyId, agentId: holder, siteId }: ActiveConversation,
  byAgentId: string,
  to: Handover['to'],
): Promise<string[]> {
  if ('agentId' in to) {
    const receiver = await collaborators.receiver(tx, companyId, to.agentId)
    if (!receiver) throw notFound('agent')
    if (to.agentId === holder || to.agentId === byAgentId) {
      throw new Refusal('conflict', 'transfer.to_holder', 'This conversation is his already.')
    }
    if (!receiver.mayBeAsked) throw receiverOffline()
    return [to.agentId]
  }
  if (!(await collaborators.groupExists(tx, companyId, to.groupId))) throw notFound('group')
  const there = await routing.there(tx, { companyId, siteId, groupId: to.groupId })
  const asked = there.filter((agentId) => agentId !== holder && agentId !== byAgentId)
  if (asked.length === 0) {
    throw new Refusal('conflict', 'transfer.group_away', 'Nobody of this group is there to be asked.')
  }
  return asked
}

/** Of many who accept at once one succeeds. Accepting again what one has accepted changes nothing. */
export async function acceptOffer(
  deps: OfferDeps,
  companyId: string,
  transferId: string,
  agentId: string,
): Promise<{ conversationId: string }> {
  const accepted = await deps.db.company(companyId, async (tx) => {
    await deps.routing.lock(tx, companyId)
    const { offer, conversation } = await lockOffer(tx, companyId, transferId)
    const { hasDeclined } = await mustBeAsked(tx, companyId, transferId, agentId)
    if (offer.outcome === 'accepted' && offer.endedBy === agentId) return conversation
    if (offer.outcome !== null || offer.isLate || hasDeclined) throw over()
    const receiver = await deps.collaborators.receiver(tx, companyId, agentId)
    if (!receiver) throw notFound('agent')
    if (!receiver.isPresent) throw receiverOffline()
    if (!(await deps.routing.hasRoom(tx, companyId, agentId, receiver.capacity))) throw atCapacity()
    const { toGroupId: groupId, note } = offer
    return change(
      deps,
      tx,
      conversation,
      'conversation.transferred',
      {
        type: 'event',
        event: 'transferred',
        fromAgentId: conversation.agentId,
        toAgentId: agentId,
        toGroupId: null,
        ...(note === '' ? {} : { note }),
      },
      async () => {
        await endOffer(tx, companyId, offer, 'accepted', agentId)
        await assign(tx, companyId, conversation.conversationId, { agentId, groupId })
      },
    )
  })
  const { conversationId } = deps.active.remember(accepted)
  return { conversationId }
}

/** The last one who is asked and says no gives it back. */
export async function declineOffer(
  deps: OfferDeps,
  companyId: string,
  transferId: string,
  agentId: string,
  reason: string,
): Promise<void> {
  await deps.db.company(companyId, async (tx) => {
    await deps.routing.lock(tx, companyId)
    const { offer, conversation } = await lockOffer(tx, companyId, transferId)
    const { hasDeclined, others } = await mustBeAsked(tx, companyId, transferId, agentId)
    if (hasDeclined) return
    if (offer.outcome !== null) throw over()
    const isLast = !others.some((other) => !other.hasDeclined)
    const given = await change(
      deps,
      tx,
      conversation,
      isLast ? 'conversation.transfer_ended' : 'conversation.noted',
      { type: 'event', event: 'transfer_declined', transferId, agentId, reason },
      async () => {
        await store.decline(tx, companyId, transferId, agentId, reason)
        if (isLast) await endOffer(tx, companyId, offer, 'declined', agentId, reason)
        else tellOver(tx, companyId, offer, [agentId], { outcome: 'declined', agentId, reason })
      },
    )
    if (isLast) await giveBack(deps, tx, given)
  })
}

/** By who asked, by whose conversation it is, or by who may hand over what is others'. */
export async function cancelOffer(
  deps: OfferDeps,
  companyId: string,
  transferId: string,
  by: { readonly agentId: string; readonly mayTake: boolean },
): Promise<void> {
  const { agentId } = by
  await deps.db.company(companyId, async (tx) => {
    const { offer, conversation } = await lockOffer(tx, companyId, transferId)
    if (offer.byAgentId !== agentId && conversation.agentId !== agentId && !by.mayTake) throw notFound('transfer')
    if (offer.outcome === 'cancelled') return
    if (offer.outcome !== null) throw over()
    await change(
      deps,
      tx,
      conversation,
      'conversation.transfer_ended',
      { type: 'event', event: 'transfer_cancelled', transferId, agentId },
      () => endOffer(tx, companyId, offer, 'cancelled', agentId),
    )
  })
}

/** The time for an answer is up. A job does this once; again, or early, it changes nothing. */
export async function expireOffer(deps: OfferDeps, { companyId, transferId }: TransferExpiry): Promise<void> {
  await deps.db.company(companyId, async (tx) => {
    await deps.routing.lock(tx, companyId)
    const found = await store.findTransfer(tx, companyId, transferId)
    if (!found || found.outcome !== null) return
    const { offer, conversation } = await lockOffer(tx, companyId, transferId)
    if (offer.outcome !== null || !offer.isLate) return
    const given = await change(
      deps,
      tx,
      conversation,
      'conversation.transfer_ended',
      { type: 'event', event: 'transfer_expired', transferId },
      () => endOffer(tx, companyId, offer, 'expired', null),
    )
    await giveBack(deps, tx, given)
  })
}

/** Nobody took it: it stays with who has it, or goes to somebody else when he is there no more. */
async function giveBack(deps: OfferDeps, tx: Tx, conversation: ActiveConversation): Promise<void> {
  const { companyId, conversationId, siteId, agentId: holder, groupId } = conversation
  if (holder === null || (await deps.collaborators.receiver(tx, companyId, holder))?.isPresent) return
  const agentId = await deps.routing.choose(tx, { companyId, siteId, groupId })
  const waitLimitMs = await deps.collaborators.robot.waitLimitMs(companyId)
  await change(
    deps,
    tx,
    conversation,
    agentId ? 'conversation.transferred' : 'conversation.requeued',
    { type: 'event', event: 'transferred', fromAgentId: holder, toAgentId: agentId, toGroupId: groupId },
    () => assign(tx, companyId, conversationId, { agentId, groupId, waitLimitMs }),
  )
}

/** The conversation is held first, as by everything that changes it: what is read after that is how it stands. */
async function lockOffer(tx: Tx, companyId: string, transferId: string) {
  const found = await store.findTransfer(tx, companyId, transferId)
  const conversation = found && (await lockConversation(tx, companyId, found.conversationId))
  const offer = conversation && (await store.findTransfer(tx, companyId, transferId))
  if (!offer) throw notFound('transfer')
  return { offer, conversation }
}

async function mustBeAsked(tx: Tx, companyId: string, transferId: string, agentId: string) {
  const asked = await store.askedOf(tx, companyId, transferId)
  const me = asked.find((one) => one.agentId === agentId)
  if (!me) throw notFound('transfer')
  return { hasDeclined: me.hasDeclined, others: asked.filter((one) => one !== me) }
}
