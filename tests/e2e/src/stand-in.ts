/**
 * A server that plays one visitor's conversation from memory: enough of the protocol for the widget to be looked at and
 * tested in a browser without the real one. It serves the built files and the pages beside it.
 */
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type {
  AgentProfile,
  Message,
  MessageBody,
  StyleLook,
  VisitorConversation,
  VisitorFrameIn,
  VisitorFrameOut,
  VisitorHello,
  VisitorWelcome,
} from '@youwen/contract'
import { type WebSocket, WebSocketServer } from 'ws'

const dist = fileURLToPath(new URL('../../../apps/widget/dist', import.meta.url))
const pages = fileURLToPath(new URL('../pages', import.meta.url))

export const siteKey = 'demo.abcdefghijkl'
export const xiaolin: AgentProfile = { agentId: '0198a000-0000-4000-8000-0000000000a1', name: '小林', avatarUrl: null }
const conversationId = '0198a000-0000-4000-8000-0000000000c1'
const visitorId = '0198a000-0000-4000-8000-0000000000b1'

export const look: StyleLook = {
  accent: '#4457d9',
  position: 'right',
  offsetX: 24,
  offsetY: 24,
  button: 'round',
  buttonText: { 'zh-CN': '在线咨询', 'en-US': 'Chat with us' },
  title: { 'zh-CN': '云舟家居在线客服', 'en-US': 'Yunzhou Home' },
  welcome: {
    'zh-CN': '您好，欢迎来到云舟家居 👋 请问有什么可以帮您？',
    'en-US': 'Hello and welcome to Yunzhou Home 👋 How can we help you?',
  },
  locale: 'auto',
}

interface Guest {
  readonly socket: WebSocket
  readonly hello: VisitorHello
}

const types: Record<string, string> = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' }

export async function startStandIn({ port = 0 } = {}) {
  const guests: Guest[] = []
  const heard: VisitorFrameIn[] = []
  const requests: string[] = []
  const uploads = new Map<string, { name: string; sizeBytes: number; bytes: Buffer }>()
  const world = {
    look: { ...look },
    isStaffed: true,
    conversation: null as VisitorConversation | null,
    messages: [] as Message[],
    /** Seen only by `history`. */
    earlier: [] as Message[],
    /** False: sockets are refused. */
    isUp: true,
    /** False: hello is not answered. */
    greets: true,
    /** The code a hello is turned away with. */
    turnsAwayWith: null as number | null,
    acknowledges: true,
    refusesSends: false,
    /** Bytes a second that an upload may use. */
    uploadRate: Number.POSITIVE_INFINITY,
    headers: {} as Record<string, string>,
  }

  const everybody = (frame: VisitorFrameOut) => {
    for (const { socket } of guests) socket.send(JSON.stringify(frame))
  }
  const tellConversation = () =>
    world.conversation && everybody({ type: 'conversation', conversation: world.conversation })

  const append = (message: Omit<Message, 'seq' | 'conversationId'>): Message => {
    const conversation = world.conversation ?? start()
    const full: Message = { ...message, conversationId, seq: conversation.lastSeq + 1 }
    world.conversation = { ...conversation, lastSeq: full.seq }
    world.messages.push(full)
    return full
  }
  const start = (): VisitorConversation => {
    world.conversation = {
      conversationId,
      status: 'open',
      position: null,
      agent: xiaolin,
      lastSeq: 0,
      visitorReadSeq: 0,
      agentReadSeq: 0,
    }
    return world.conversation
  }

  const welcome = (hello: VisitorHello): VisitorWelcome => ({
    type: 'welcome',
    protocol: 1,
    serverTime: new Date().toISOString(),
    token: hello.token || `v1.${randomUUID()}`,
    visitorId,
    visitId: randomUUID(),
    siteName: '云舟家居',
    style: { styleId: '0198a000-0000-4000-8000-0000000000d1', look: world.look },
    isStaffed: world.isStaffed,
    conversation: world.conversation,
    messages: hello.role === 'chat' ? world.messages : [],
    hasEarlier: world.earlier.length > 0,
    resumed: false,
    agents: [xiaolin],
    unread: world.conversation
      ? world.messages.filter((m) => m.from === 'agent' && m.seq > (world.conversation?.visitorReadSeq ?? 0)).length
      : 0,
  })

  const receive = (guest: Guest, frame: VisitorFrameIn) => {
    const reply = (answer: VisitorFrameOut) => guest.socket.send(JSON.stringify(answer))
    heard.push(frame)
    if (frame.type === 'ping') reply({ type: 'pong' })
    if (frame.type === 'send') {
      if (world.refusesSends) return reply({ type: 'refused', id: frame.id, code: 'realtime.refused', title: 'No' })
      if (!world.acknowledges) return
      const known = world.messages.find(({ id }) => id === frame.id)
      const message =
        known ?? append({ id: frame.id, from: 'visitor', senderId: visitorId, at: now(), body: bodyOf(frame.body) })
      reply({ type: 'ack', id: message.id, conversationId, seq: message.seq, at: message.at })
      if (!known) everybody({ type: 'message', message })
      tellConversation()
    }
    if (frame.type === 'read' && world.conversation) {
      world.conversation = { ...world.conversation, visitorReadSeq: frame.seq }
      tellConversation()
    }
    if (frame.type === 'history') {
      reply({
        type: 'messages',
        id: frame.id,
        conversationId: world.earlier[0]?.conversationId ?? '',
        messages: world.earlier,
        hasEarlier: false,
      })
      world.earlier = []
    }
    if (frame.type === 'end' && world.conversation) {
      world.conversation = { ...world.conversation, status: 'closed' }
      everybody({ type: 'message', message: append(event({ event: 'closed', by: 'visitor', agentId: null })) })
      tellConversation()
    }
  }

  const bodyOf = ({ quote: _, ...body }: Extract<VisitorFrameIn, { type: 'send' }>['body']): MessageBody => {
    if (body.type === 'text') return body
    const upload = uploads.get(body.fileId)
    const { name = 'file', sizeBytes = 0 } = upload ?? {}
    const { fileId } = body
    return body.type === 'image'
      ? { type: 'image', fileId, name, sizeBytes, width: 800, height: 600 }
      : { type: 'file', fileId, name, sizeBytes, contentType: 'application/octet-stream' }
  }

  const http = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://stand-in')
    requests.push(`${request.method} ${request.url}`)
    respond(request, response, pathname).catch(() => response.writeHead(404).end())
  })
  async function respond(request: IncomingMessage, response: ServerResponse, pathname: string) {
    const file = async (path: string, more: Record<string, string> = {}) => {
      const bytes = await readFile(path)
      const ending = path.split('.').pop() ?? ''
      response.writeHead(200, { 'content-type': types[ending] ?? 'application/octet-stream', ...more }).end(bytes)
    }
    if (/^\/w(-panel|-invite|-product)?\.js$/.test(pathname)) return file(`${dist}${pathname}`)
    if (pathname.startsWith('/chat/assets/')) return file(`${dist}${pathname}`)
    if (pathname.startsWith('/chat/')) return file(`${dist}/chat/index.html`)
    if (pathname.startsWith('/pages/')) return file(`${pages}/${pathname.slice(7)}`, world.headers)
    if (pathname === '/api/files') {
      const fileId = randomUUID()
      uploads.set(fileId, { ...JSON.parse(String(await read(request))), bytes: Buffer.alloc(0) })
      return json(response, { fileId, uploadUrl: `/upload/${fileId}`, expiresAt: later() })
    }
    if (pathname.startsWith('/upload/')) {
      const fileId = pathname.slice(8)
      const upload = uploads.get(fileId)
      if (!upload) throw new Error('unknown upload')
      upload.bytes = await read(request, world.uploadRate)
      const isImage = /\.(png|jpe?g)$/.test(upload.name)
      return json(response, {
        fileId,
        name: upload.name,
        sizeBytes: upload.sizeBytes,
        contentType: isImage ? 'image/png' : 'application/octet-stream',
        image: isImage ? { width: 800, height: 600 } : null,
      })
    }
    if (pathname === '/api/files/urls') {
      const { fileIds } = JSON.parse(String(await read(request))) as { fileIds: string[] }
      const urls = fileIds.map((fileId) => ({
        fileId,
        url: `/f/${fileId}`,
        thumbnailUrl: `/f/${fileId}`,
        previewUrl: `/f/${fileId}`,
        expiresAt: later(),
      }))
      return json(response, urls)
    }
    if (pathname.startsWith('/f/')) {
      const upload = uploads.get(pathname.slice(3))
      if (upload) return void response.writeHead(200, { 'content-type': 'image/png' }).end(upload.bytes)
    }
    response.writeHead(404).end()
  }

  const wss = new WebSocketServer({ noServer: true })
  http.on('upgrade', (request, socket, head) => {
    requests.push(`UPGRADE ${request.url}`)
    if (!world.isUp) return void socket.destroy()
    wss.handleUpgrade(request, socket, head, (ws) => {
      let guest: Guest | null = null
      ws.on('message', (data) => {
        const frame = JSON.parse(String(data)) as VisitorFrameIn
        if (guest) return receive(guest, frame)
        if (frame.type !== 'hello' || !world.greets) return
        if (world.turnsAwayWith) return ws.close(world.turnsAwayWith)
        guest = { socket: ws, hello: frame }
        guests.push(guest)
        ws.send(JSON.stringify(welcome(frame)))
      })
      ws.on('close', () => {
        const at = guest ? guests.indexOf(guest) : -1
        if (at >= 0) guests.splice(at, 1)
      })
    })
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    world,
    guests,
    heard,
    requests,
    everybody,
    say(text: string, more: Partial<Message> = {}) {
      const message = append({
        id: randomUUID(),
        from: 'agent',
        senderId: xiaolin.agentId,
        at: now(),
        body: { type: 'text', text },
        ...more,
      })
      everybody({ type: 'message', message })
      tellConversation()
      return message
    },
    happen(body: Record<string, unknown>, at = now()) {
      const message = append({ ...event(body), at })
      everybody({ type: 'message', message })
    },
    change(next: Partial<VisitorConversation>) {
      world.conversation = { ...(world.conversation ?? start()), ...next }
      tellConversation()
    },
    addFile(name: string, bytes: Buffer) {
      const fileId = randomUUID()
      uploads.set(fileId, { name, sizeBytes: bytes.length, bytes })
      return fileId
    },
    dropAll() {
      for (const { socket } of [...guests]) socket.terminate()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of wss.clients) socket.terminate()
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>

const now = () => new Date().toISOString()
const later = () => new Date(Date.now() + 5 * 60_000).toISOString()
const event = (body: Record<string, unknown>): Omit<Message, 'seq' | 'conversationId'> => ({
  id: randomUUID(),
  from: 'system',
  senderId: null,
  at: now(),
  body: { type: 'event', ...body } as MessageBody,
})
const json = (response: ServerResponse, body: unknown) =>
  void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))

async function read(request: IncomingMessage, rate = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) {
    chunks.push(chunk)
    if (rate < 1e9) await new Promise((resolve) => setTimeout(resolve, (chunk.length / rate) * 1_000))
  }
  return Buffer.concat(chunks)
}
