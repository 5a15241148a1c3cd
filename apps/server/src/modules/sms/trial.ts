import type { SmsParameter, SmsRecord } from '@youwen/contract'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { addJob } from '../../platform/jobs/index.ts'
import { tasks } from './jobs.ts'
import type { Messages } from './messages.ts'
import { isE164 } from './phone.ts'
import type { createSender } from './sender.ts'
import { findRecord } from './store/messages.ts'

export interface TrialParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly messages: Pick<Messages, 'add'>
  readonly sender: Pick<ReturnType<typeof createSender>, 'send'>
  /** As E.164, if it is a phone number. */
  phoneOf(text: string): string | undefined
}

export interface TrialRequest {
  readonly phone: string
  readonly templateCode: string
  readonly parameters: readonly SmsParameter[]
}

const patienceMs = 10 * 60_000

/** One message now, for somebody who waits for the answer: it is not tried again. */
export const createTrial =
  ({ db, now, newId, messages, sender, phoneOf }: TrialParts) =>
  async (companyId: string, { phone: typed, templateCode, parameters }: TrialRequest): Promise<SmsRecord> => {
    const phone = phoneOf(typed)?.replace(/;ext=.*$/, '')
    if (!phone || !isE164(phone)) {
      const title = 'This is no phone number.'
      throw new Refusal('invalid', 'sms.phone', title, { fields: [{ path: 'phone', code: 'sms.phone', title }] })
    }
    const smsId = newId()
    await db.company(companyId, async (tx) => {
      await messages.add(tx, companyId, { smsId, phone, templateCode, parameters, purpose: 'test', aboutId: null })
      // Should this server not live to see the answer, the record says so all the same.
      const runAt = new Date(now().getTime() + patienceMs)
      await addJob(tx, tasks.send, { companyId, smsId }, { runAt })
    })
    await sender.send({ companyId, smsId })
    const record = await db.company(companyId, (tx) => findRecord(tx, companyId, smsId))
    if (!record) throw new Error('It was written down a moment ago.')
    return record
  }
