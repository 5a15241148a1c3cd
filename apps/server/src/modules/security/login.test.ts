import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, testPassword } from '../../testing/app.ts'

/** Loopback is one of our proxies here, so that a test can speak from many addresses. */
let server: TestApp
beforeAll(async () => {
  server = await testApp({ trustProxy: ['127.0.0.1'] })
})
afterAll(() => server[Symbol.asyncDispose]())

let companies = 0
const newCompany = async () => {
  const code = `yunzhou${++companies}`
  return { code, ...(await server.company(code)) }
}

const login = (companyCode: string, account: string, password: string, from = '203.0.113.7') =>
  server.ask<{ code?: string; token?: string; retryAfter?: number; requestId?: string }>('POST', '/api/login', {
    body: { companyCode, account, password },
    headers: { 'x-forwarded-for': from },
  })

/** On a busy machine a wait of a second or two would be over before the test goes on: makes every wait longer. */
const prolongWaits = () =>
  server.app.db.all((tx) =>
    tx.q
      .updateTable('security_throttle')
      .set({ blocked_until: sql<Date>`blocked_until + interval '20 seconds'` })
      .where('blocked_until', 'is not', null)
      .execute(),
  )

/** Exactly so many are free; a few more get in when the machine is so slow that a wait is over meanwhile. */
const expectLimited = (lookedAt: number, free: number) => {
  expect(lookedAt).toBeGreaterThanOrEqual(free)
  expect(lookedAt).toBeLessThanOrEqual(free + 3)
}

test('logs in whatever the case of the account and the company code', async () => {
  const { code } = await newCompany()
  const answer = await login(code.toUpperCase(), 'OWNER', testPassword)
  expect(answer.status).toBe(200)
  expect(answer.body.token).toBeTruthy()
})

test('gives a new token at every login, and the one before it in the same browser is over', async () => {
  const { code } = await newCompany()
  const first = await login(code, 'owner', testPassword)
  const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? ''
  const again = await server.ask<{ token: string }>('POST', '/api/login', {
    body: { companyCode: code, account: 'owner', password: testPassword },
    headers: { cookie, origin: server.app.url },
  })
  expect(again.body.token).not.toBe(first.body.token)
  expect((await server.ask('GET', '/api/me', { token: first.body.token })).status).toBe(401)
  expect((await server.ask('GET', '/api/me', { token: again.body.token })).status).toBe(200)
})

test('a token that somebody made up and set as a cookie does not become a session by logging in', async () => {
  const { code } = await newCompany()
  const planted = `AAAAAAAAAAAAAAAAAAAAAA.${'A'.repeat(43)}`
  const answer = await server.ask<{ token: string }>('POST', '/api/login', {
    body: { companyCode: code, account: 'owner', password: testPassword },
    headers: { cookie: `youwen=${planted}`, origin: server.app.url },
  })
  expect(answer.body.token).not.toBe(planted)
  expect((await server.ask('GET', '/api/me', { headers: { cookie: `youwen=${planted}` } })).status).toBe(401)
})

test('the cookie cannot be read by scripts nor travel from other sites', async () => {
  const { code } = await newCompany()
  const cookie = (await login(code, 'owner', testPassword)).headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^youwen=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
})

test('tells nobody whether it was the company, the account or the password that was wrong', async () => {
  const { code, agent } = await newCompany()
  const { agentId } = await agent('disabled', 'agent')
  await server.app.db.company((await server.app.directory.findByCode(code)) ?? '', (tx) =>
    tx.q.updateTable('team_agent').set({ is_enabled: false }).where('agent_id', '=', agentId).execute(),
  )
  const answers = await Promise.all([
    login('nobody', 'owner', testPassword, '203.0.113.20'),
    login(code, 'nobody', testPassword, '203.0.113.21'),
    login(code, 'owner', 'wrong', '203.0.113.22'),
    login(code, 'disabled', testPassword, '203.0.113.23'),
  ])
  for (const { status, body, headers } of answers) {
    expect(status).toBe(401)
    expect({ ...body, requestId: '' }).toEqual({ ...answers[0].body, requestId: '' })
    expect(headers.get('set-cookie')).toBeNull()
  }
})

test('of 50 wrong passwords that arrive together, ten are looked at', async () => {
  const { code } = await newCompany()
  const answers = await Promise.all(Array.from({ length: 50 }, () => login(code, 'owner', 'wrong', '203.0.113.30')))
  const count = (status: number) => answers.filter((answer) => answer.status === status).length
  expectLimited(count(401), 10)
  expect(count(401) + count(429)).toBe(50)
  const refused = answers.find((answer) => answer.status === 429)
  expect(refused?.body.code).toBe('security.throttled')
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
})

test('an account that does not exist is throttled just the same', async () => {
  const answers = await Promise.all(Array.from({ length: 20 }, () => login('nobody', 'nobody', 'x', '203.0.113.31')))
  expectLimited(answers.filter((answer) => answer.status === 401).length, 10)
})

test('whoever is attacked logs in from his own address all the while', async () => {
  const { code } = await newCompany()
  await Promise.all(Array.from({ length: 50 }, () => login(code, 'owner', 'wrong', '203.0.113.40')))
  await prolongWaits()
  expect((await login(code, 'owner', testPassword, '203.0.113.40')).status).toBe(429)
  expect((await login(code, 'owner', testPassword, '198.51.100.1')).status).toBe(200)
})

test('an attack from many addresses slows down new addresses, not the one the agent is known from', async () => {
  const { code } = await newCompany()
  expect((await login(code, 'owner', testPassword, '198.51.100.2')).status).toBe(200)
  const addresses = Array.from({ length: 40 }, (_, i) => `192.0.2.${i + 1}`)
  const answers = await Promise.all(addresses.map((from) => login(code, 'owner', 'wrong', from)))
  expectLimited(answers.filter((answer) => answer.status === 401).length, 20)
  await prolongWaits()
  const stranger = await login(code, 'owner', testPassword, '198.51.100.3')
  expect(stranger.status).toBe(429)
  expect(stranger.body.retryAfter).toBeLessThanOrEqual(50)
  expect((await login(code, 'owner', testPassword, '198.51.100.2')).status).toBe(200)
})

test('one address that tries many accounts is stopped, whatever it writes into X-Forwarded-For', async () => {
  // Here nobody is trusted, so that the header is only what the client says.
  await using plain = await testApp()
  await plain.company('yunzhou')
  const spray = (i: number) =>
    plain.ask('POST', '/api/login', {
      body: { companyCode: 'yunzhou', account: `agent${i}`, password: 'wrong' },
      headers: { 'x-forwarded-for': `192.0.2.${i}` },
    })
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => spray(i)))
  // The owner logged in once before: a success gives its attempt back.
  expectLimited(answers.filter((answer) => answer.status === 401).length, 60)
})

test('who is turned away does not prolong the wait', async () => {
  const { code } = await newCompany()
  for (let i = 0; i < 10; i++) await login(code, 'owner', 'wrong', '203.0.113.50')
  const first = await login(code, 'owner', testPassword, '203.0.113.50')
  const second = await login(code, 'owner', testPassword, '203.0.113.50')
  expect(first.status).toBe(429)
  expect(second.body.retryAfter).toBeLessThanOrEqual(first.body.retryAfter ?? 0)
  await expect
    .poll(async () => (await login(code, 'owner', testPassword, '203.0.113.50')).status, { timeout: 10_000 })
    .toBe(200)
})

test('the login log tells who came, who failed and who was throttled, to the company alone', async () => {
  const { code, owner } = await newCompany()
  const other = await newCompany()
  await login(code, 'owner', 'wrong', '203.0.113.60')
  await Promise.all(Array.from({ length: 15 }, () => login(code, 'ghost', 'wrong', '203.0.113.61')))
  await server.app.security.login.settled()
  const { body } = await server.ask<{ items: { account: string; outcome: string; ip: string }[] }>(
    'GET',
    '/api/logs/logins',
    { token: owner },
  )
  const lines = body.items.map(({ account, outcome, ip }) => `${account} ${outcome} ${ip}`)
  expect(lines).toContain('owner failed 203.0.113.60')
  expect(lines).toContain('owner succeeded 127.0.0.1')
  expectLimited(lines.filter((line) => line === 'ghost failed 203.0.113.61').length, 10)
  expect(lines.filter((line) => line === 'ghost throttled 203.0.113.61')).toHaveLength(1)
  const { body: theirs } = await server.ask<{ items: unknown[] }>('GET', '/api/logs/logins', { token: other.owner })
  expect(theirs.items).toHaveLength(1)
})
