import { open, seal } from '../../platform/crypto/index.ts'
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
export function hasUsableKeys(target: Target): boolean {
  const recipient = recipientOf(target)
  if (recipient.publicKey.length !== 65 || recipient.auth.length !== 16) return false
  try {
    encrypt('', recipient)
    return true
  } catch {
    return false
  }
}

const place = (id: string) => `webpush_subscription.target of ${id}`
export const sealTarget = (key: Buffer, id: string, { endpoint, p256dh, auth }: Target): string =>
  seal(key, JSON.stringify({ endpoint, p256dh, auth }), place(id))
export const openTarget = (key: Buffer, id: string, sealed: string): Target =>
  JSON.parse(open(key, sealed, place(id))) as Target
