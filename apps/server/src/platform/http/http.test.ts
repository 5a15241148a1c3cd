import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { Problem } from '@youwen/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, type TestApp, testApp } from '../../testing/app.ts'

let server: TestApp
let owner: string
beforeAll(async () => {
  server = await testApp()
  owner = (await server.company('yunzhou')).owner
})
afterAll(() => server[Symbol.asyncDispose]())

const addGroup = (ask: Ask) => server.ask('POST', '/api/groups', { token: owner, ...ask })
const groups = async () => (await server.ask<unknown[]>('GET', '/api/groups', { token: owner })).body

test('a refusal is a problem with a code, and validation names the fields', async () => {
  const answer = await addGroup({ body: { name: '', memberIds: ['x'] } })
  expect(answer.status).toBe(422)
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  const problem = Problem.parse(answer.body)
  expect(problem).toMatchObject({ code: 'validation.failed', status: 422 })
  expect(problem.fields?.map((field) => field.path)).toEqual(['name', 'memberIds.0'])
  expect(problem.requestId).toBe(answer.headers.get('x-request-id'))
})

test.each([
  ['without a session', 'GET', '/api/agents', {}, 401, 'security.unauthenticated'],
  ['an address that is none', 'GET', '/api/nothing', {}, 404, 'route.not_found'],
  [
    'a page that is none, asked for as JSON',
    'GET',
    '/nothing',
    { headers: { accept: 'application/json' } },
    404,
    'route.not_found',
  ],
  ['a method that is none', 'DELETE', '/api/login', {}, 404, 'route.not_found'],
  ['an id that is none', 'DELETE', '/api/groups/1', { token: true }, 422, 'validation.failed'],
  ['no JSON', 'POST', '/api/groups', { token: true, body: '{"name":' }, 422, 'request.malformed'],
  ['no object', 'POST', '/api/groups', { token: true, body: '[]' }, 422, 'validation.failed'],
  [
    'another media type',
    'POST',
    '/api/groups',
    { token: true, body: '{}', headers: { 'content-type': 'text/plain' } },
    415,
    'request.media_type',
  ],
  [
    'a form',
    'POST',
    '/api/groups',
    { token: true, body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    415,
    'request.media_type',
  ],
  [
    'a key that poisons',
    'POST',
    '/api/groups',
    { token: true, body: '{"name":"x","__proto__":{"x":1}}' },
    422,
    'request.malformed',
  ],
  [
    'a key that poisons, deep',
    'POST',
    '/api/groups',
    { token: true, body: '{"name":{"a":[{"constructor":{"prototype":{"x":1}}}]}}' },
    422,
    'request.malformed',
  ],
  ['a query that poisons', 'GET', '/api/logs/logins?a[__proto__][x]=1', { token: true }, 422, 'request.malformed'],
  [
    'depth',
    'POST',
    '/api/groups',
    { token: true, body: `${'['.repeat(10_000)}${']'.repeat(10_000)}` },
    422,
    'request.malformed',
  ],
  [
    'size',
    'POST',
    '/api/groups',
    { token: true, body: JSON.stringify({ name: 'x'.repeat(300_000) }) },
    413,
    'request.too_large',
  ],
  [
    'a compressed body',
    'POST',
    '/api/groups',
    { token: true, body: '{}', headers: { 'content-encoding': 'br' } },
    415,
    'request.media_type',
  ],
] as const)('refuses %s, and changes nothing', async (_, method, path, ask, status, code) => {
  const { token, ...rest } = { token: false, ...ask }
  const answer = await server.ask(method, path, { ...rest, ...(token && { token: owner }) })
  expect([answer.status, server.problemOf(answer).code]).toEqual([status, code])
  expect(await groups()).toEqual([])
  expect(({} as Record<string, unknown>)['x']).toBeUndefined()
})

test('a body that is really compressed is not unpacked', async () => {
  const response = await fetch(`${server.app.localUrl}/api/groups`, {
    method: 'POST',
    headers: { authorization: `Bearer ${owner}`, 'content-type': 'application/json', 'content-encoding': 'gzip' },
    body: gzipSync(JSON.stringify({ name: 'x' })),
  })
  expect(response.status).toBe(415)
})

test('an error of our own tells nothing but where to look', async () => {
  const { queries } = server.app.team
  const colleagues = queries.colleagues
  queries.colleagues = () => Promise.reject(new Error('relation "secret_table" does not exist'))
  try {
    const answer = await server.ask('GET', '/api/colleagues', { token: owner })
    expect(answer.status).toBe(500)
    expect(answer.body).toEqual({
      type: '/docs/api#server.failed',
      code: 'server.failed',
      title: 'Something went wrong on our side.',
      status: 500,
      requestId: answer.headers.get('x-request-id'),
    })
  } finally {
    queries.colleagues = colleagues
  }
})

test('headers that never end are hung up on', async () => {
  const socket = connect(Number(new URL(server.app.localUrl).port), '127.0.0.1')
  socket.write(`GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}`)
  let answer = ''
  for await (const chunk of socket) answer += chunk
  expect(answer).toMatch(/^HTTP\/1\.1 431 /)
})

test.each([
  ['a page elsewhere', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 403],
  ['a page on a sister host', { 'sec-fetch-site': 'same-site', origin: 'https://other.example.com' }, 403],
  ['an old browser on a page elsewhere', { origin: 'http://127.0.0.1.evil.example' }, 403],
  ['an old browser in a sandbox', { origin: 'null' }, 403],
  ['something that does not say', {}, 403],
  ['our own page', { 'sec-fetch-site': 'same-origin' }, 200],
  ['an old browser on our own page', { origin: 'ours' }, 200],
] as const)('a cookie lets %s change something only if it is ours', async (_, headers, status) => {
  const own = 'origin' in headers && headers.origin === 'ours' ? { origin: server.app.url } : headers
  const answer = await server.ask('PUT', '/api/me/state', {
    headers: { ...own, cookie: `youwen=${owner}` },
    body: { state: 'online' },
  })
  expect(answer.status).toBe(status)
})

test('a page elsewhere cannot log anybody in, and a cookie reads from wherever it is sent', async () => {
  const body = { companyCode: 'yunzhou', account: 'owner', password: 'correct horse battery' }
  const answer = await server.ask('POST', '/api/login', { body, headers: { origin: 'https://evil.example' } })
  expect(server.problemOf(answer).code).toBe('security.foreign_page')
  const read = await server.ask('GET', '/api/me', { headers: { cookie: `youwen=${owner}`, 'sec-fetch-site': 'none' } })
  expect(read.status).toBe(200)
})

test('every answer carries the headers that keep it where it belongs', async () => {
  for (const path of ['/', '/api/me', '/docs/api', '/healthz', '/nothing']) {
    const { headers } = await server.ask('GET', path)
    expect(headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(headers.get('x-frame-options'), path).toBe('DENY')
    const policy = headers.get('content-security-policy')
    expect(policy, path).toMatch(/default-src 'none'; script-src 'self';.*frame-ancestors 'none'/)
    expect(policy, path).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
    expect(headers.get('strict-transport-security'), path).toBeNull()
  }
})

test('behind https cookies are bound to the host and browsers are told to stay with https', async () => {
  await using secure = await testApp({ publicUrl: new URL('https://kefu.example.com') })
  await secure.company('yunzhou')
  const answer = await secure.ask('POST', '/api/login', {
    body: { companyCode: 'yunzhou', account: 'owner', password: 'correct horse battery' },
  })
  expect(answer.headers.get('set-cookie')).toMatch(/^__Host-youwen=.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
  expect(answer.headers.get('strict-transport-security')).toMatch(/^max-age=31536000/)
})

test('what an agent changes stands in the operation log, without its secrets', async () => {
  const { owner: boss, roleId } = await server.company('xinghe')
  const request = { account: 'xiaolin', name: '小林', nickname: '小林', roleId: roleId('agent') }
  const added = await server.ask<{ agent: { agentId: string } }>('POST', '/api/agents', { token: boss, body: request })
  const { agentId } = added.body.agent
  const change = { current: 'correct horse battery', next: 'a quieter harbour 7' }
  await server.ask('PUT', '/api/me/password', { token: boss, body: change })
  await server.ask('PUT', '/api/me/password', { token: boss, body: { current: 'wrong', next: 'another one 12345' } })
  const { body } = await server.ask<{ items: Record<string, unknown>[] }>('GET', '/api/logs/operations', {
    token: boss,
  })
  expect(body.items).toMatchObject([
    { action: 'agent.password_changed', agentName: '王老板', detail: {}, ip: '127.0.0.1' },
    { action: 'agent.added', subject: agentId, detail: { account: 'xiaolin', capacity: 10 } },
  ])
  expect(JSON.stringify(body)).not.toContain('harbour')
})

test('the logs are read page by page', async () => {
  const { owner: boss } = await server.company('pages')
  for (const name of ['一', '二', '三']) {
    await server.ask('POST', '/api/groups', { token: boss, body: { name } })
  }
  const page = async (query: string) =>
    (
      await server.ask<{ items: { detail: { name: string } }[]; next: string | null }>(
        'GET',
        `/api/logs/operations?limit=2${query}`,
        { token: boss },
      )
    ).body
  const first = await page('')
  expect(first.items.map((item) => item.detail.name)).toEqual(['三', '二'])
  const second = await page(`&cursor=${first.next}`)
  expect(second.items.map((item) => item.detail.name)).toEqual(['一'])
  expect(second.next).toBeNull()
  const bad = await server.ask('GET', '/api/logs/operations?cursor=1', { token: boss })
  expect(server.problemOf(bad).fields?.[0]?.path).toBe('cursor')
})

test('what was recorded cannot be changed, not even by us', async () => {
  const { companyId } = await server.company('records')
  const attempt = server.app.db.company(companyId, (tx) =>
    tx.q.updateTable('security_login').set({ account: 'somebody else' }).execute(),
  )
  await expect(attempt).rejects.toThrow('permission denied')
})

test('says that it lives, that it is ready, and how it does', async () => {
  expect((await server.ask('GET', '/healthz')).body).toEqual({ status: 'ok' })
  expect((await server.ask('GET', '/readyz')).body).toEqual({ status: 'ok', checks: { database: 'ok', bus: 'ok' } })
  const { body } = await server.ask<string>('GET', '/metrics')
  for (const name of [
    'sockets',
    'messages_waiting',
    'conversations_waiting 0',
    'append_seconds_bucket',
    'http_seconds_bucket',
    'nodejs_eventloop_lag_p99_seconds',
  ]) {
    expect(body).toContain(`youwen_${name}`)
  }
})

test('the figures are nobody else’s business', async () => {
  const answer = await server.ask('GET', '/metrics', { headers: { 'x-forwarded-for': '203.0.113.7' } })
  expect(answer.status).toBe(404)
})
