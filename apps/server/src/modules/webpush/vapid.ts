import { createECDH, createPrivateKey, sign } from 'node:crypto'

/** How push services know this server: a key pair, and where its operator is found. */
export interface Vapid {
  /** What browsers are told when they subscribe: base64url. */
  readonly publicKey: string
  /** The header for a message to this address. */
  authorization(endpoint: URL, now: Date): string
}

/** Services take up to a day; a clock that goes wrong should not matter. */
const lifetimeSeconds = 12 * 3_600

/** RFC 8292. `privateKey` is 32 bytes; `contact` a mailto: or https: address, which some services insist on. */
export function createVapid({ privateKey, contact }: { privateKey: Buffer; contact: string }): Vapid {
  const ecdh = createECDH('prime256v1')
  ecdh.setPrivateKey(privateKey)
  const point = ecdh.getPublicKey()
  const publicKey = point.toString('base64url')
  const key = createPrivateKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      d: privateKey.toString('base64url'),
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const header = encoded({ typ: 'JWT', alg: 'ES256' })
  return {
    publicKey,
    authorization({ origin }, now) {
      const claims = { aud: origin, exp: Math.floor(now.getTime() / 1_000) + lifetimeSeconds, sub: contact }
      const signed = `${header}.${encoded(claims)}`
      const signature = sign('sha256', Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
      return `vapid t=${signed}.${signature.toString('base64url')}, k=${publicKey}`
    },
  }
}

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
