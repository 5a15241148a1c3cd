import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it } from 'vitest'
import { ApiError, createApi } from './api.ts'
import { conversationId, messages } from './testing/things.ts'

async function answering(status: number, body: unknown) {
  const asked: IncomingMessage[] = []
  const http = createServer((request, response) => {
    asked.push(request)
    const type = status < 400 ? 'application/json' : 'application/problem+json'
    response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    asked,
    async [Symbol.asyncDispose]() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
}

it('calls a route at its address, with the token, and answers what the contract says', async () => {
  await using server = await answering(200, messages(1, 2))
  const api = createApi({ url: `${server.url}/`, token: 'secret' })
  const found = await api.conversation.messages({ conversationId, after: 0, limit: 2 })
  expect(found.map(({ seq }) => seq)).toEqual([1, 2])
  expect(server.asked[0]?.url).toBe(`/api/conversations/${conversationId}/messages?after=0&limit=2`)
  expect(server.asked[0]?.headers.authorization).toBe('Bearer secret')
})

it('throws a refusal with its code, the refused fields, and when to come back', async () => {
  const fields = [{ path: 'name', code: 'too_small', title: 'Too short.' }]
  const problem = { type: 'about:blank', code: 'validation.failed', title: 'No.', status: 422, fields, retryAfter: 3 }
  await using server = await answering(422, problem)
  const error = await createApi({ url: server.url })
    .company.get()
    .catch((error) => error)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'validation.failed', status: 422, fields, retryAfter: 3, message: 'No.' })
})

it('tells when a session is over', async () => {
  await using server = await answering(401, { code: 'security.unauthenticated', title: 'Log in.' })
  const told: string[] = []
  const api = createApi({ url: server.url, onUnauthenticated: ({ code }) => void told.push(code) })
  await expect(api.security.me()).rejects.toBeInstanceOf(ApiError)
  expect(told).toEqual(['security.unauthenticated'])
})

it('has one kind of error for a server that is not there', async () => {
  const server = await answering(200, {})
  await server[Symbol.asyncDispose]()
  const error = await createApi({ url: server.url })
    .security.me()
    .catch((error) => error)
  expect(error).toMatchObject({ name: 'ApiError', code: 'network.unreachable', status: 0 })
})
