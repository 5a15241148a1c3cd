import type { SmsParameter, SmsPurpose, SmsRecord, SmsState } from '@youwen/contract'
import { open, seal } from '../../platform/crypto/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/cursor/index.ts'
import type { Db, Tx } from '../../platform/db/index.ts'
import { addJob } from '../../platform/jobs/index.ts'
import { tasks } from './jobs.ts'
import { isE164, maskPhone } from './phone.ts'
import * as store from './store/messages.ts'

export interface QueueSms {
  /** Made by who asks: the same id again changes nothing. */
  readonly smsId: string
  /** As E.164. */
  readonly phone: string
  /** The provider's name of the template. */
  readonly templateCode: string
  /** In the order in which the template has them. */
  readonly parameters: readonly SmsParameter[]
  readonly purpose: SmsPurpose
  readonly aboutId: string | null
}

/** What is sealed until it was sent. */
export interface Content {
  readonly phone: string
  readonly parameters: readonly SmsParameter[]
}

export interface MessagesParts {
  readonly db: Db
  readonly sealKey: Buffer
  readonly now: () => Date
}

/** Both providers refuse a message with an empty variable, and not every branch has a telephone. */
const nothing = '-'

const placeOf = (smsId: string) => `sms_message.sealed of ${smsId}`
export const openContent = (key: Buffer, smsId: string, sealed: string): Content =>
  JSON.parse(open(key, sealed, placeOf(smsId))) as Content

export function createMessages({ db, sealKey, now }: MessagesParts) {
  /** False: there is one of this id already. */
  async function add(tx: Tx, companyId: string, sms: QueueSms): Promise<boolean> {
    const { smsId, phone, ...rest } = sms
    if (!isE164(phone)) throw new TypeError('A phone number is kept as E.164.')
    const parameters = sms.parameters.map(({ name, value }) => ({ name, value: value.trim() || nothing }))
    const content: Content = { phone, parameters }
    const sealed = seal(sealKey, JSON.stringify(content), placeOf(smsId))
    return store.insertMessage(tx, companyId, { ...rest, smsId, phone: maskPhone(phone), sealed, at: now() })
  }

  return {
    add,

    /** Sent if and only if the transaction commits: soon after, and again where that is of use, for a day. */
    async queue(tx: Tx, companyId: string, sms: QueueSms): Promise<void> {
      if (!(await add(tx, companyId, sms))) return
      await addJob(tx, tasks.send, { companyId, smsId: sms.smsId })
    },

    /** Those that are not there are forgotten: they are kept for a year. */
    states: (
      tx: Tx,
      companyId: string,
      smsIds: readonly string[],
    ): Promise<Map<string, { state: SmsState; failure: string | null }>> => store.findStates(tx, companyId, smsIds),

    /** Latest first. */
    async records(
      companyId: string,
      { cursor, limit, state }: { cursor?: string | undefined; limit: number; state?: SmsState | undefined },
    ): Promise<{ items: SmsRecord[]; next: string | null }> {
      const after = decodeCursor(cursor, 2)
      const rows = await db.company(companyId, (tx) =>
        store.findRecords(tx, companyId, { after, limit: limit + 1, state }),
      )
      const items = rows.slice(0, limit)
      const last = rows.length > limit ? items.at(-1) : undefined
      return { items, next: last ? encodeCursor(last.at, last.smsId) : null }
    },
  }
}
export type Messages = ReturnType<typeof createMessages>
