import type { SaveSmsSettings, SmsSettings } from '@youwen/contract'
import { dayOf } from '../../platform/calendar/index.ts'
import { open, seal } from '../../platform/crypto/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Account } from './provider.ts'
import { createReceiptAddresses } from './receipt-addresses.ts'
import { findCount } from './store/days.ts'
import * as store from './store/settings.ts'

export interface SettingsParts {
  readonly db: Db
  /** Seals the secrets of all companies, each for its own place. */
  readonly sealKey: Buffer
  readonly receiptKey: Buffer
  readonly publicUrl: URL
  readonly now: () => Date
  timeZoneOf(companyId: string): Promise<string>
}

const placeOf = (companyId: string) => `sms_settings.sealed_secret of ${companyId}`
const nothing: store.SettingsRow = {
  provider: null,
  keyId: '',
  sealedSecret: null,
  appId: '',
  region: '',
  signName: '',
  dailyLimit: 1_000,
  receiptSerial: 1,
}

export function createSettings({ db, sealKey, receiptKey, publicUrl, now, timeZoneOf }: SettingsParts) {
  const addresses = createReceiptAddresses({ key: receiptKey, publicUrl })
  const read = async (tx: Tx, companyId: string) => (await store.findSettings(tx, companyId)) ?? nothing

  async function get(companyId: string): Promise<SmsSettings> {
    const today = dayOf(await timeZoneOf(companyId), now())
    return db.company(companyId, async (tx) => {
      const { sealedSecret, receiptSerial, ...account } = await read(tx, companyId)
      return {
        ...account,
        hasSecret: sealedSecret !== null,
        receiptUrl: account.provider && addresses.urlOf(account.provider, companyId, receiptSerial),
        sentToday: await findCount(tx, companyId, today),
      }
    })
  }

  return {
    get,

    /** To send with; undefined when there is none. */
    async account(tx: Tx, companyId: string): Promise<(Account & { readonly dailyLimit: number }) | undefined> {
      const { provider, sealedSecret, receiptSerial, ...account } = await read(tx, companyId)
      if (!provider || !sealedSecret) return undefined
      return { ...account, provider, secret: open(sealKey, sealedSecret, placeOf(companyId)) }
    },

    async save(companyId: string, { secret, ...request }: SaveSmsSettings): Promise<SmsSettings> {
      await db.company(companyId, async (tx) => {
        const before = await read(tx, companyId)
        // A secret belongs to its key: with another one, or in another house, it is of no use.
        const isSameKey = before.provider === request.provider && before.keyId === request.keyId
        const fresh = secret ? seal(sealKey, secret, placeOf(companyId)) : undefined
        const sealedSecret = request.provider === null ? null : (fresh ?? (isSameKey ? before.sealedSecret : null))
        refuseIncomplete(request, sealedSecret !== null)
        await store.putSettings(tx, companyId, { ...request, sealedSecret })
      })
      return get(companyId)
    },

    async renewReceiptUrl(companyId: string): Promise<SmsSettings> {
      await db.company(companyId, (tx) => store.countReceiptSerialOn(tx, companyId))
      return get(companyId)
    },

    /** Whether receipts that come to this address are for this company. */
    isReceiptAddress: (tx: Tx, companyId: string, provider: string, token: string): Promise<boolean> =>
      read(tx, companyId).then(({ receiptSerial }) => addresses.isRight(token, provider, companyId, receiptSerial)),
  }
}
export type Settings = ReturnType<typeof createSettings>

function refuseIncomplete({ provider, keyId, appId, signName }: SaveSmsSettings, hasSecret: boolean): void {
  if (provider === null) return
  const given = { keyId, signName, ...(provider === 'tencent' && { appId }), secret: hasSecret ? '…' : '' }
  const fields = Object.entries(given)
    .filter(([, value]) => value === '')
    .map(([path]) => ({ path, code: 'sms.missing', title: 'The account does not work without it.' }))
  if (fields.length > 0) {
    throw new Refusal('invalid', 'sms.missing', 'Something is missing in the account.', { fields })
  }
}
