import type { TransferOutcome } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import type { TransferOver } from '../events.ts'
import { askedOf, endTransfer, type TransferRecord } from '../store/transfer.ts'

type Ended = Pick<TransferRecord, 'transferId' | 'byAgentId'> & { readonly conversationId: string }

/** Ends it, and tells everybody who was asked and the one who asked. */
export async function endOffer(
  tx: Tx,
  companyId: string,
  offer: Ended,
  outcome: TransferOutcome,
  agentId: string | null,
  reason = '',
): Promise<void> {
  if (!(await endTransfer(tx, companyId, offer.transferId, outcome, agentId))) return
  const asked = await askedOf(tx, companyId, offer.transferId)
  const concerned = [offer.byAgentId, ...asked.map((one) => one.agentId)]
  tellOver(tx, companyId, offer, concerned, { outcome, agentId, reason })
}

export function tellOver(
  tx: Tx,
  companyId: string,
  { transferId, conversationId, byAgentId }: Ended,
  toldIds: readonly string[],
  how: Pick<TransferOver, 'outcome' | 'agentId' | 'reason'>,
) {
  const event: TransferOver = {
    type: 'transfer.over',
    companyId,
    transferId,
    conversationId,
    byAgentId,
    toldIds: [...new Set(toldIds)],
    ...how,
  }
  tx.announce(event)
}
