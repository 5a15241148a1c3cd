import type { SystemWarning } from '@youwen/contract'
import { sha256 } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { addJob } from '../../platform/jobs/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import { encrypt } from './encrypt.ts'
import type { tasks } from './jobs.ts'
import { openTarget, recipientOf, type Target } from './target.ts'
import type { Vapid } from './vapid.ts'

/** One message to one device, as the job keeps it. */
export interface Push {
  readonly companyId: string
  readonly webpushSubscriptionId: string
  /** What the service worker reads, as JSON. */
  readonly payload: object
  readonly urgency: 'normal' | 'high'
  /** Of several about the same a device that comes back gets the last. */
  readonly about: string | null
  /** After this nobody wants to know any more. ISO. */
  readonly until: string
  /** How often it was tried before. */
  readonly tried: number
}

/** Whose devices they are, and how long. */
export interface Devices {
  readonly task: (typeof tasks)['send' | 'sendToVisitor']
  /** Its sealed target; undefined when it is gone, or is to be told nothing any more. */
  find(companyId: string, webpushSubscriptionId: string): Promise<string | undefined>
  forget(companyId: string, webpushSubscriptionId: string): Promise<void>
  reached(companyId: string, webpushSubscriptionId: string): Promise<void>
}

export interface SenderParts {
  readonly db: Db
  readonly now: () => Date
  readonly sealKey: Buffer
  readonly vapid: Vapid
  readonly outbound: Pick<Outbound, 'send'>
  readonly devices: Devices
  readonly warnings: {
    raise(warning: SystemWarning, about: { companyId: string; subject: string }): Promise<void>
    clear(code: SystemWarning['code'], about: { companyId: string; subject: string }): Promise<void>
  }
}

/** The service has it in hand for this long; a device that is off for longer is told when its owner looks himself. */
const timeoutMs = 15_000
const answerBytes = 16 * 1024

/** Pauses before it is tried again; the last one as often as there is time. */
const pausesMs = [2_000, 10_000, 30_000, 120_000]

/** Hands messages to the push services of browsers. */
export function createSender({ db, now, sealKey, vapid, outbound, devices, warnings }: SenderParts) {
  const post = (target: Target, { payload, urgency, about }: Push, ttlSeconds: number) =>
    outbound.send({
      url: target.endpoint,
      method: 'POST',
      headers: {
        authorization: vapid.authorization(new URL(target.endpoint), now()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(ttlSeconds),
        urgency,
        ...(about !== null && { topic: sha256(about).toString('base64url').slice(0, 32) }),
      },
      body: encrypt(JSON.stringify(payload), recipientOf(target)),
      timeoutMs,
      maxBytes: answerBytes,
    })

  /** Somebody else's trouble is no failure of the job, which would be one of ours. */
  function later(push: Push, wantedSeconds: number): Promise<void> {
    const pauseMs = Math.max(pausesMs[push.tried] ?? pausesMs.at(-1) ?? 0, wantedSeconds * 1_000)
    const again: Push = { ...push, tried: push.tried + 1 }
    const runAt = new Date(Date.now() + pauseMs)
    return db.company(push.companyId, (tx) => addJob(tx, devices.task, again, { runAt }))
  }

  return async (push: Push): Promise<void> => {
    const { companyId, webpushSubscriptionId } = push
    const sealed = await devices.find(companyId, webpushSubscriptionId)
    if (sealed === undefined) return
    const target = openTarget(sealKey, webpushSubscriptionId, sealed)
    const subject = new URL(target.endpoint).host
    const fails = (status: number) =>
      warnings.raise({ code: 'push_failing', params: { service: subject, status } }, { companyId, subject })
    const ttlSeconds = Math.ceil((Date.parse(push.until) - now().getTime()) / 1_000)
    if (ttlSeconds <= 0) return fails(0)

    const answer = await post(target, push, ttlSeconds)
    if (answer.outcome === 'failed') return later(push, 0)
    const { status, headers } = answer
    if (status >= 200 && status < 300) {
      await devices.reached(companyId, webpushSubscriptionId)
      return warnings.clear('push_failing', { companyId, subject })
    }
    // The browser gave it up.
    if (status === 404 || status === 410) return devices.forget(companyId, webpushSubscriptionId)
    // An HTTP date in place of seconds is taken for none.
    if (status === 429 || status >= 500) return later(push, Number(headers['retry-after']) || 0)
    // Made for another key, or not to the service's liking: the same again would end the same.
    if (status === 401 || status === 403) await devices.forget(companyId, webpushSubscriptionId)
    return fails(status)
  }
}
