import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'

/** A frame as a test reads it. */
// biome-ignore lint/suspicious/noExplicitAny: a scripted peer looks into frames of every kind
export type Frame = any

/** One client's line, from the server's side, after its greeting was read. */
export interface Line {
  readonly via: 'websocket' | 'sse'
  readonly hello: Frame
  /** The next frame of this type; others on the way to it are skipped. */
  next(type: string): Promise<Frame>
  /** From now on every frame of this type goes there. */
  answer(type: string, reply: (frame: Frame) => void): void
  /** Frames that were read and not asked for yet. */
  readonly unread: readonly Frame[]
  send(frame: object): void
  close(code: number, reason?: string): void
  /** The line breaks without a word. */
  drop(): void
  /** Nothing arrives and nothing leaves any more, yet the line stays up. */
  freeze(): void
}

/** A server that does only what a test tells it to, over real sockets. */
export async function startFakeServer() {
  const lines: Line[] = []
  const waiting: ((line: Line) => void)[] = []
  const sockets = new Set<WebSocket>()
  const streams = new Map<string, ReturnType<typeof streamLine>>()
  let allowsWebSocket = true
  let attempts = 0

  const arrived = (line: Line) => {
    const waiter = waiting.shift()
    if (waiter) waiter(line)
    else lines.push(line)
  }

  const http = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://fake').pathname
    const stream = streams.get(String(request.headers['x-connection'] ?? request.url?.split('c=')[1]))
    if (path.endsWith('/open')) {
      const connection = `c${streams.size}`
      const line = streamLine(await readJson(request))
      streams.set(connection, line)
      response.end(JSON.stringify({ connection }))
      arrived(line)
    } else if (path.endsWith('/stream') && stream) stream.attach(response)
    else if (path.endsWith('/frames') && stream) {
      for (const frame of await readJson(request)) stream.heard(frame)
      response.end('{}')
    } else response.writeHead(404).end()
  })
  const wss = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    attempts++
    if (!allowsWebSocket) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
    wss.handleUpgrade(request, socket, head, (ws) => {
      sockets.add(ws)
      ws.on('close', () => sockets.delete(ws))
      ws.once('message', (data) => arrived(socketLine(ws, JSON.parse(String(data)))))
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    /** How often WebSocket was tried. */
    get attempts() {
      return attempts
    },
    forbidWebSocket() {
      allowsWebSocket = false
    },
    /** The next client that greets. */
    accept: (): Promise<Line> => {
      const line = lines.shift()
      return line ? Promise.resolve(line) : new Promise((resolve) => waiting.push(resolve))
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

export type FakeServer = Awaited<ReturnType<typeof startFakeServer>>

function inbox() {
  const unread: Frame[] = []
  const answers = new Map<string, (frame: Frame) => void>()
  let waiter: { type: string; resolve: (frame: Frame) => void } | null = null
  const heard = (frame: Frame) => {
    const answer = answers.get(frame.type)
    if (answer) return answer(frame)
    if (waiter?.type !== frame.type) return void unread.push(frame)
    waiter?.resolve(frame)
    waiter = null
  }
  return {
    unread,
    heard,
    next(type: string): Promise<Frame> {
      const at = unread.findIndex((frame) => frame.type === type)
      if (at >= 0) return Promise.resolve(unread.splice(0, at + 1)[at])
      return new Promise((resolve) => {
        waiter = { type, resolve }
      })
    },
    answer(type: string, reply: (frame: Frame) => void) {
      answers.set(type, reply)
      for (const frame of unread.splice(0)) heard(frame)
    },
  }
}

function socketLine(ws: WebSocket, hello: Frame): Line {
  const { unread, heard, next, answer } = inbox()
  let isFrozen = false
  ws.on('message', (data) => {
    if (!isFrozen) heard(JSON.parse(String(data)))
  })
  return {
    via: 'websocket',
    hello,
    next,
    answer,
    unread,
    send: (frame) => {
      if (!isFrozen) ws.send(JSON.stringify(frame))
    },
    close: (code, reason) => ws.close(code, reason),
    drop: () => ws.terminate(),
    freeze: () => {
      isFrozen = true
    },
  }
}

function streamLine(hello: Frame): Line & { attach(response: ServerResponse): void; heard(frame: Frame): void } {
  const { unread, heard, next, answer } = inbox()
  let response: ServerResponse | undefined
  const early: string[] = []
  const write = (text: string) => (response ? response.write(text) : early.push(text))
  return {
    via: 'sse',
    hello,
    next,
    answer,
    heard,
    unread,
    attach(stream) {
      response = stream.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const text of early) response.write(text)
    },
    send: (frame) => void write(`data: ${JSON.stringify(frame)}\n\n`),
    close: (code, reason = '') => {
      write(`event: close\ndata: ${JSON.stringify({ code, reason })}\n\n`)
      response?.end()
    },
    drop: () => void response?.destroy(),
    freeze: () => {},
  }
}

async function readJson(request: IncomingMessage) {
  let text = ''
  for await (const chunk of request) text += chunk
  return JSON.parse(text)
}
