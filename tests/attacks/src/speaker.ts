import { setTimeout as pause } from 'node:timers/promises'
import { WebSocket } from 'ws'

export interface Frame {
  readonly type: string
  readonly [field: string]: unknown
}

export interface SpeakerOptions {
  readonly origin: string
  /** The Origin header; absent: what the server's own pages send. */
  readonly from?: string
  readonly headers?: Record<string, string>
}

/** A client without manners: it sends what it is told and keeps what it hears. */
export interface Speaker extends AsyncDisposable {
  readonly heard: Frame[]
  /** Undefined while it is open. */
  readonly closed: { readonly code: number; readonly reason: string } | undefined
  say(frame: unknown): void
  raw(data: string | Buffer): void
  readonly socket: WebSocket
  /** What came in answer to everything said so far. */
  settled(): Promise<Frame[]>
  until(isIt: (frame: Frame) => boolean): Promise<Frame>
  untilClosed(): Promise<{ readonly code: number; readonly reason: string }>
}

export async function connect(path: string, { origin, from, headers }: SpeakerOptions): Promise<Speaker> {
  const url = new URL(path, origin.replace(/^http/, 'ws'))
  const socket = new WebSocket(url, { perMessageDeflate: false, headers: { origin: from ?? origin, ...headers } })
  const heard: Frame[] = []
  let closed: { code: number; reason: string } | undefined
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame
    if (frame.type !== 'pong') heard.push(frame)
  })
  socket.on('error', () => {})
  socket.on('close', (code, reason) => {
    closed = { code, reason: String(reason) }
  })
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('unexpected-response', (_request, response) => {
      reject(new HandshakeRefused(response.statusCode ?? 0))
      response.destroy()
    })
    socket.once('close', () => reject(new HandshakeRefused(0)))
  })

  const alive = setInterval(() => socket.send('{"type":"ping"}'), 20_000).unref()
  socket.once('close', () => clearInterval(alive))

  const until = async (isIt: (frame: Frame) => boolean) => {
    for (const end = Date.now() + 10_000; Date.now() < end; await pause(5)) {
      const found = heard.find(isIt)
      if (found) return found
      if (closed) throw new Error(`The connection was closed with ${closed.code} ${closed.reason}.`)
    }
    throw new Error(`Nothing of that kind was heard, only ${JSON.stringify(heard.map(({ type }) => type))}.`)
  }
  return {
    heard,
    socket,
    get closed() {
      return closed
    },
    say: (frame) => socket.send(JSON.stringify(frame)),
    raw: (data) => socket.send(data),
    until,
    async settled() {
      // A ping would overtake what is still at work; what is asked for waits its turn.
      const id = `mark-${++marks}`
      socket.send(JSON.stringify({ type: 'fetch', id, conversationId: nobodys }))
      await until((frame) => frame['id'] === id)
      heard.splice(
        heard.findIndex((frame) => frame['id'] === id),
        1,
      )
      return heard
    },
    async untilClosed() {
      for (const end = Date.now() + 15_000; Date.now() < end && !closed; await pause(5));
      if (!closed) throw new Error('It was not closed.')
      return closed
    },
    async [Symbol.asyncDispose]() {
      socket.terminate()
      while (!closed) await pause(1)
    },
  }
}

let marks = 0
const nobodys = '00000000-0000-4000-8000-000000000000'

export class HandshakeRefused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`The handshake was refused with ${status}.`)
    this.status = status
  }
}
