/**
 * A stand-in for the push service of a browser: RFC 8030 (it takes messages), RFC 8292 (it knows who sends them) and, on
 * the browser's side of it, RFC 8291 (it reads them). What it does not like is answered as the services of Google, Mozilla
 * and Apple answer it.
 */
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, randomUUID, verify } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** As `PushSubscription.toJSON()` gives it. */
export interface SimulatedSubscription {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

export interface PushedMessage {
  readonly endpoint: string
  readonly text: string
  readonly ttlSeconds: number
  readonly urgency: string | undefined
  readonly topic: string | undefined
  /** Who sends says how he is reached. */
  readonly contact: string
}

export interface PushServiceSimulator extends AsyncDisposable {
  readonly origin: string
  /** A browser subscribes; from then on only the holder of that key may write to it. */
  subscribe(applicationServerKey: string): SimulatedSubscription
  /** The browser gives it up: 410 from now on. */
  expire(subscription: SimulatedSubscription): void
  /** The next requests, as many as given, are answered by this status. */
  failNext(count: number, status: number): void
  /** What arrived and could be read, in order. */
  readonly messages: readonly PushedMessage[]
  /** What was refused, and why. */
  readonly refusals: readonly string[]
}

interface Browser {
  readonly ecdh: ReturnType<typeof createECDH>
  readonly auth: Buffer
  readonly applicationServerKey: string
  isExpired: boolean
}

const dayS = 86_400

export async function startPushServiceSimulator(): Promise<PushServiceSimulator> {
  const browsers = new Map<string, Browser>()
  const messages: PushedMessage[] = []
  const refusals: string[] = []
  let failures = { count: 0, status: 503 }

  const server = createServer((request, response) => {
    answer(request)
      .then(({ status, why }) => {
        if (status >= 400) refusals.push(`${status} ${why}`)
        response.writeHead(status).end(why)
      })
      .catch((error: unknown) => {
        refusals.push(String(error))
        response.writeHead(500).end()
      })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage): Promise<{ status: number; why: string }> {
    const body = await wholeBody(request)
    if (failures.count > 0) {
      failures.count--
      return { status: failures.status, why: 'as told' }
    }
    const { headers } = request
    const endpoint = `${origin}${request.url}`
    const browser = browsers.get(endpoint)
    if (request.method !== 'POST' || !browser) return { status: 404, why: 'no such subscription' }
    if (browser.isExpired) return { status: 410, why: 'unsubscribed' }
    const ttlSeconds = Number(headers['ttl'] ?? Number.NaN)
    if (!Number.isInteger(ttlSeconds) || ttlSeconds < 0) return { status: 400, why: 'no TTL' }
    if (headers['content-encoding'] !== 'aes128gcm') return { status: 415, why: 'unknown encoding' }
    if (body.length > 4_096) return { status: 413, why: 'too large' }
    const topic = headers['topic']
    if (topic !== undefined && !/^[\w-]{1,32}$/.test(String(topic))) return { status: 400, why: 'bad topic' }
    const sender = senderOf(headers.authorization ?? '', origin)
    if ('fault' in sender) return { status: 403, why: sender.fault }
    if (sender.publicKey !== browser.applicationServerKey) return { status: 403, why: 'another key subscribed' }
    const text = decrypt(body, browser)
    const urgency = headers['urgency'] as string | undefined
    messages.push({ endpoint, text, ttlSeconds, urgency, topic: topic as string | undefined, contact: sender.contact })
    return { status: 201, why: '' }
  }

  return {
    origin,
    messages,
    refusals,
    subscribe(applicationServerKey) {
      const ecdh = createECDH('prime256v1')
      ecdh.generateKeys()
      const auth = randomBytes(16)
      const endpoint = `${origin}/push/${randomUUID()}`
      browsers.set(endpoint, { ecdh, auth, applicationServerKey, isExpired: false })
      return { endpoint, p256dh: ecdh.getPublicKey('base64url'), auth: auth.toString('base64url') }
    },
    expire({ endpoint }) {
      const browser = browsers.get(endpoint)
      if (browser) browser.isExpired = true
    },
    failNext(count, status) {
      failures = { count, status }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** RFC 8292: a token signed for this origin, not for longer than a day. */
function senderOf(authorization: string, origin: string): { publicKey: string; contact: string } | { fault: string } {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const [header = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  if (point.length !== 65) return { fault: 'no key' }
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const isSigned = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!isSigned) return { fault: 'bad signature' }
  const { aud, exp, sub } = read(claims) as { aud?: string; exp?: number; sub?: string }
  const now = Date.now() / 1_000
  if ((read(header) as { alg?: string }).alg !== 'ES256') return { fault: 'bad algorithm' }
  if (aud !== origin) return { fault: 'meant for another service' }
  if (exp === undefined || exp < now || exp > now + dayS) return { fault: 'expired, or valid for too long' }
  if (!/^(mailto:|https:)/.test(sub ?? '')) return { fault: 'no contact' }
  return { publicKey, contact: sub ?? '' }
}

const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())

/** What the browser makes of a message (RFC 8188 with the keys of RFC 8291). */
export function decrypt(
  body: Buffer,
  { ecdh, auth }: { readonly ecdh: ReturnType<typeof createECDH>; readonly auth: Buffer },
): string {
  const salt = body.subarray(0, 16)
  const keyLength = body[20] ?? 0
  const senderKey = body.subarray(21, 21 + keyLength)
  const record = body.subarray(21 + keyLength)
  if (record.length > body.readUInt32BE(16)) throw new Error('More than one record.')
  const about = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), senderKey])
  const input = derive(ecdh.computeSecret(senderKey), auth, about, 32)
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const decipher = createDecipheriv('aes-128-gcm', key, nonce).setAuthTag(record.subarray(-16))
  const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()])
  const end = padded.findLastIndex((byte) => byte !== 0)
  if (padded[end] !== 2) throw new Error('The last record ends with a 2.')
  return padded.subarray(0, end).toString()
}

const derive = (input: Buffer, salt: Buffer, about: Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', input, salt, about, length))

async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
