import type { AgentFrameOut } from '@youwen/contract'
import type { Events } from '../../platform/events/index.ts'
import type { Gateway } from '../../platform/realtime/index.ts'
import type { TransferOffered, TransferOver } from './events.ts'
import { topics } from './frames.ts'
import type { Offers } from './offers.ts'

type Publish = Gateway['publish']

/** Who is asked to take a conversation over hears of it, and of its end; so does who asked. */
export function createOfferFrames({
  gateway,
  events,
  offers,
}: {
  gateway: Pick<Gateway, 'publish'>
  events: Pick<Events, 'on'>
  offers: Pick<Offers, 'pending' | 'latest'>
}) {
  const tell = (publish: Publish, agentIds: readonly string[], frame: AgentFrameOut) => {
    if (agentIds.length > 0) publish(agentIds.map(topics.agent), frame)
  }
  async function tellOffered(publish: Publish, companyId: string, transferId: string) {
    const pending = await offers.pending(companyId, transferId)
    if (pending) tell(publish, pending.agentIds, { type: 'transfer_offered', offer: pending.offer })
  }

  events.on<TransferOffered>('transfer.offered', ({ companyId, transferId }) =>
    tellOffered(gateway.publish, companyId, transferId),
  )
  events.on<TransferOver>('transfer.over', ({ transferId, conversationId, byAgentId, toldIds, ...how }) => {
    const { outcome, agentId, reason } = how
    tell(gateway.publish, toldIds, {
      type: 'transfer_over',
      transferId,
      conversationId,
      byAgentId,
      outcome,
      agentId,
      reason,
    })
  })

  return {
    /** Tells once more how the last offer of a conversation stands: what was told of it may have been lost. */
    async repeat(publish: Publish, companyId: string, conversationId: string) {
      const latest = await offers.latest(companyId, conversationId)
      if (!latest) return
      const { record, agentIds } = latest
      const { transferId, byAgentId, outcome, endedBy: agentId } = record
      if (outcome === null) return tellOffered(publish, companyId, transferId)
      const over = { transferId, conversationId, byAgentId, outcome, agentId, reason: '' }
      tell(publish, agentIds, { type: 'transfer_over', ...over })
    },
  }
}
export type OfferFrames = ReturnType<typeof createOfferFrames>
