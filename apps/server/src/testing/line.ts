import { once } from 'node:events'
import { protocolVersion } from '@youwen/contract/realtime'
import { v7 as uuidv7 } from 'uuid'
import { vi } from 'vitest'
import { WebSocket } from 'ws'
import type { TestApp } from './app.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test looks into frames of every kind
type Heard = any

const patience = { timeout: 10_000, interval: 10 }

/** Somebody on the realtime connection, who remembers all that he hears. */
async function connect({ app }: Pick<TestApp, 'app'>, role: 'visitor' | 'agent', hello: object) {
  const socket = new WebSocket(`${app.localUrl.replace('http', 'ws')}/realtime/${role}`, { origin: app.localUrl })
  const heard: Heard[] = []
  let closedWith: number | undefined
  socket.on('message', (data) => void heard.push(JSON.parse(String(data))))
  socket.on('close', (code) => {
    closedWith = code
  })
  await once(socket, 'open')
  const say = (frame: object) => socket.send(JSON.stringify(frame))
  say({ type: 'hello', protocol: protocolVersion, ...hello })

  return {
    heard,
    say,
    /** The first frame, from the `from`-th on, that looks like this. */
    async hears(type: string, looks: (frame: Heard) => boolean = () => true, from = 0): Promise<Heard> {
      return vi.waitFor(() => {
        const found = heard.slice(from).find((frame) => frame.type === type && looks(frame))
        if (!found) throw new Error(`No such "${type}" among ${JSON.stringify(heard.slice(from))}`)
        return found
      }, patience)
    },
    /** Resolves when it is durable; throws when it is refused. */
    async sends(frame: object): Promise<Heard> {
      const id = uuidv7()
      say({ type: 'send', id, ...frame })
      const answer = await vi.waitFor(() => {
        const found = heard.find((one) => one.id === id)
        if (!found) throw new Error('No answer yet.')
        return found
      }, patience)
      if (answer.type !== 'ack') throw new Error(answer.code)
      return answer
    },
    closes: () =>
      vi.waitFor(() => {
        if (closedWith === undefined) throw new Error('Still connected.')
        return closedWith
      }, patience),
    get isClosed() {
      return closedWith !== undefined
    },
    async [Symbol.asyncDispose]() {
      if (closedWith !== undefined) return
      const closed = once(socket, 'close')
      socket.close()
      await closed
    },
  }
}

/** A page, or a chat, of a site. */
export async function visit(
  here: Pick<TestApp, 'app'>,
  site: string,
  { role = 'page', ...more }: { role?: 'page' | 'chat'; token?: string; url?: string; locale?: string } = {},
) {
  const line = await connect(here, 'visitor', {
    site,
    role,
    ...(more.token && { token: more.token }),
    page: { url: more.url ?? 'https://shop.example/' },
    device: { screen: '1440x900', language: more.locale ?? 'zh-CN', timeZone: 'Asia/Shanghai' },
  })
  return Object.assign(line, {
    welcomed: () => line.hears('welcome'),
    says: (text: string): Promise<{ conversationId: string; seq: number }> =>
      line.sends({ body: { type: 'text', text } }),
  })
}

export async function sitAtDesk(here: Pick<TestApp, 'app'>, token: string) {
  const line = await connect(here, 'agent', { token })
  await line.hears('welcome')
  return Object.assign(line, {
    says: (conversationId: string, text: string): Promise<{ seq: number }> =>
      line.sends({ conversationId, body: { type: 'text', text } }),
  })
}

/** The key of the company's first site. */
export async function siteKeyOf(here: TestApp, token: string): Promise<string> {
  const { body } = await here.ask<{ key: string }>('POST', '/api/sites', {
    token,
    body: { name: '官网', allowedDomains: [] },
  })
  return body.key
}
