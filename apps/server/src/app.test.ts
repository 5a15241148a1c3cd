import { once } from 'node:events'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { testApp } from './testing/app.ts'

async function openSocket(url: string, path: string, hello: object) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { origin: url })
  const frames: { type: string; [key: string]: unknown }[] = []
  socket.on('message', (frame) => frames.push(JSON.parse(String(frame))))
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, ...hello }))
  await expect.poll(() => frames.map((frame) => frame.type), { timeout: 10_000 }).toContain('welcome')
  return { socket, frames, closed: once(socket, 'close').then(([code]) => code as number) }
}

test('a visitor asks, the agent who is there hears it and answers, and both keep what was said', async () => {
  await using server = await testApp()
  const { owner } = await server.company('yunzhou')
  const body = { name: '官网', allowedDomains: [] }
  const { body: site } = await server.ask<{ key: string }>('POST', '/api/sites', { token: owner, body })
  const agent = await openSocket(server.app.url, '/realtime/agent', { token: owner })
  const visitor = await openSocket(server.app.url, '/realtime/visitor', { site: site.key, role: 'chat' })

  const question = '01a20326-12cc-75a7-a64f-36890b02bacb'
  visitor.socket.send(JSON.stringify({ type: 'send', id: question, body: { type: 'text', text: '沙发多长？' } }))
  await expect.poll(() => visitor.frames.find((frame) => frame.type === 'ack')).toMatchObject({ id: question })
  const row = () =>
    agent.frames.find((frame) => frame.type === 'conversation')?.['conversation'] as
      | { conversationId: string }
      | undefined
  await expect.poll(row).toMatchObject({ status: 'open', lastMessage: { from: 'visitor', text: '沙发多长？' } })
  const conversationId = row()?.conversationId

  const answer = '01a20326-12cc-75a7-a64f-36890b02bacc'
  agent.socket.send(
    JSON.stringify({ type: 'send', id: answer, conversationId, body: { type: 'text', text: '两米一。' } }),
  )
  await expect
    .poll(() => visitor.frames.findLast((frame) => frame.type === 'message'))
    .toMatchObject({ message: { id: answer, from: 'agent', body: { text: '两米一。' } } })

  const { body: kept } = await server.ask<{ id: string }[]>('GET', `/api/conversations/${conversationId}/messages`, {
    token: owner,
  })
  expect(kept.map(({ id }) => id)).toEqual(expect.arrayContaining([question, answer]))
})

test('a server that stops tells everybody to come back, and is gone when they are', async () => {
  await using server = await testApp()
  const { owner } = await server.company('yunzhou')
  const agent = await openSocket(server.app.url, '/realtime/agent', { token: owner })
  await server.app[Symbol.asyncDispose]()
  expect(await agent.closed).toBe(1012)
  expect(agent.frames.at(-1)).toMatchObject({ type: 'bye', code: 1012 })
  await expect(fetch(server.app.localUrl)).rejects.toThrow('fetch failed')
})
