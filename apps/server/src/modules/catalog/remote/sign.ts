import { sha256, sign } from '../../../platform/crypto/index.ts'

export interface SigningKey {
  readonly keyId: string
  readonly secret: string
}

/** What a signature is over; /docs/api says the same to whoever checks it. */
const signedText = (method: string, path: string, timestamp: string, nonce: string, body: string) =>
  ['youwen-v1', method, path, timestamp, nonce, sha256(body).toString('hex')].join('\n')

/** Says who asks, when, and that nothing was changed on the way: once for each key, so that keys can be changed. */
export function signatureHeaders(
  keys: readonly SigningKey[],
  { method, url, body, nonce, at }: { method: string; url: URL; body: string; nonce: string; at: Date },
): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const text = signedText(method, `${url.pathname}${url.search}`, timestamp, nonce, body)
  const signatures = keys.map(({ keyId, secret }) => `${keyId}=${sign(Buffer.from(secret), text).toString('hex')}`)
  return { 'youwen-timestamp': timestamp, 'youwen-nonce': nonce, 'youwen-signature': signatures.join(',') }
}
