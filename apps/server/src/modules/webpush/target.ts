import { open, seal } from '../../platform/crypto/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import { encrypt, type Recipient } from './encrypt.ts'

/** Where a browser is written to. Never told to anybody, kept sealed. */
export interface Target {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export const recipientOf = ({ p256dh, auth }: Target): Recipient => ({
  publicKey: Buffer.from(p256dh, 'base64url'),
  auth: Buffer.from(auth, 'base64url'),
})

/** Whether a message could be encrypted for it. */
function hasUsableKeys(target: Target): boolean {
  const recipient = recipientOf(target)
  if (recipient.publicKey.length !== 65 || recipient.auth.length !== 16) return false
  try {
    encrypt('', recipient)
    return true
  } catch {
    return false
  }
}

const refused = (path: string, code: string, title: string) =>
  new Refusal('invalid', code, title, { fields: [{ path, code, title }] })

/** Refuses what a browser cannot have given. */
export function checkTarget(target: Target, outbound: Pick<Outbound, 'faultOf'>): void {
  // It names a server that we will talk to: whoever types it must not lead us into networks that are not his.
  if (outbound.faultOf(target.endpoint)) {
    throw refused('endpoint', 'webpush.endpoint_refused', 'Messages cannot be sent to this address.')
  }
  if (!hasUsableKeys(target)) throw refused('p256dh', 'webpush.keys_invalid', 'These keys are no good.')
}

const place = (id: string) => `webpush_subscription.target of ${id}`
export const sealTarget = (key: Buffer, id: string, { endpoint, p256dh, auth }: Target): string =>
  seal(key, JSON.stringify({ endpoint, p256dh, auth }), place(id))
export const openTarget = (key: Buffer, id: string, sealed: string): Target =>
  JSON.parse(open(key, sealed, place(id))) as Target
