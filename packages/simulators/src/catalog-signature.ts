import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What a provider knows of a request before it looks into its body. */
export interface SignedRequest {
  readonly method: string
  /** With its query, as requested. */
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

export type SignatureFault = 'stale' | 'unknown_key' | 'wrong_signature' | 'repeated'

const windowSeconds = 300

/**
 * Checks that a request comes from Youwen, as /docs/api says: the timestamp, then one signature of a key that is known,
 * then that the nonce is new. Undefined: it does. Copy it into a system of your own.
 */
export function createSignatureCheck(secrets: ReadonlyMap<string, string>, now: () => number = Date.now) {
  const seen = new Map<string, number>()

  return function faultOf({ method, path, headers, body }: SignedRequest): SignatureFault | undefined {
    const header = (name: string) => String(headers[name] ?? '')
    const seconds = Math.floor(now() / 1_000)
    const timestamp = header('youwen-timestamp')
    if (!/^\d{1,12}$/.test(timestamp) || Math.abs(seconds - Number(timestamp)) > windowSeconds) return 'stale'

    const nonce = header('youwen-nonce')
    const digest = createHash('sha256').update(body).digest('hex')
    const text = ['youwen-v1', method, path, timestamp, nonce, digest].join('\n')
    const signatures = header('youwen-signature')
      .split(',')
      .map((one) => one.trim().split('='))
    const known = signatures.filter(([keyId = '']) => secrets.has(keyId))
    if (known.length === 0) return 'unknown_key'
    const isRight = known.some(([keyId = '', hex = '']) => {
      const wanted = createHmac('sha256', secrets.get(keyId) ?? '')
        .update(text)
        .digest()
      const given = Buffer.from(hex, 'hex')
      return given.length === wanted.length && timingSafeEqual(given, wanted)
    })
    if (!isRight) return 'wrong_signature'

    for (const [old, at] of seen) if (seconds - at > 2 * windowSeconds) seen.delete(old)
    if (nonce === '' || seen.has(nonce)) return 'repeated'
    seen.set(nonce, seconds)
    return undefined
  }
}
