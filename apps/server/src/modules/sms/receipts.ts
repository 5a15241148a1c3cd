import type { SmsProvider } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import { announce } from './events.ts'
import type { Provider, Receipt } from './provider.ts'
import type { Settings } from './settings.ts'
import * as store from './store/messages.ts'

export interface ReceiptsParts {
  readonly db: Db
  readonly now: () => Date
  readonly settings: Pick<Settings, 'isReceiptAddress'>
  readonly providers: Readonly<Record<SmsProvider, Provider>>
}

/** What fits into one request, many times over. */
const maxReceipts = 1_000
/** For so long an answer of a provider may be on its way while its receipt is here already. */
const underWayMs = 60_000

/** What providers tell, after they took a message, about its way to the phone. Twice told is once told. */
export function createReceipts({ db, now, settings, providers }: ReceiptsParts) {
  async function apply(tx: Tx, companyId: string, message: store.HeldMessage, receipt: Receipt): Promise<void> {
    const { smsId, purpose, aboutId } = message
    // On the phone is on the phone; and a late receipt knows better than an attempt that seemed to fail.
    const isNews = receipt.isDelivered ? message.state !== 'delivered' : ['queued', 'sent'].includes(message.state)
    if (!isNews) return
    const state = receipt.isDelivered ? 'delivered' : 'failed'
    const failure = receipt.isDelivered ? null : receipt.code
    await store.putProgress(tx, companyId, smsId, {
      state,
      failure,
      sealed: null,
      attemptAt: null,
      changedAt: now(),
      ...(message.providerId === null && { providerId: receipt.providerId }),
    })
    announce(tx, { type: 'sms.changed', companyId, smsId, purpose, aboutId, state, failure })
  }

  return {
    isAddress: (provider: SmsProvider, companyId: string, token: string): Promise<boolean> =>
      db.company(companyId, (tx) => settings.isReceiptAddress(tx, companyId, provider, token)),

    /** How the provider is to be answered. */
    take: (provider: SmsProvider, companyId: string, body: unknown): Promise<object> =>
      db.company(companyId, async (tx) => {
        const { readReceipts, answers } = providers[provider]
        const receipts = readReceipts(body).slice(0, maxReceipts)
        // One whose delivery is told twice is told best last.
        const inOrder = receipts.toSorted((a, b) => Number(a.isDelivered) - Number(b.isDelivered))
        const messages = await store.holdReported(tx, companyId, provider, {
          providerIds: receipts.map(({ providerId }) => providerId),
          smsIds: receipts.flatMap(({ smsId }) => smsId ?? []),
        })
        const known = new Set<Receipt>()
        for (const message of messages) {
          const about = inOrder.filter(
            ({ smsId, providerId }) => smsId === message.smsId || providerId === message.providerId,
          )
          for (const receipt of about) known.add(receipt)
          const last = about.at(-1)
          if (last) await apply(tx, companyId, message, last)
        }
        const isOneMissing = known.size < receipts.length
        const since = new Date(now().getTime() - underWayMs)
        return isOneMissing && (await store.hasOpenAttempt(tx, companyId, since)) ? answers.again : answers.taken
      }),
  }
}
export type Receipts = ReturnType<typeof createReceipts>
