import { once } from 'node:events'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type TestApp, testApp, testPassword } from '../../testing/app.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

let companies = 0
const newCompany = () => server.company(`yunzhou${++companies}`)
const statusOfMe = async (token: string) => (await server.ask('GET', '/api/me', { token })).status

/** An agent's open socket, after its welcome. */
async function openSocket(token: string) {
  const socket = new WebSocket(`${server.app.url.replace('http', 'ws')}/realtime/agent`, { origin: server.app.url })
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'hello', protocol: 1, token }))
  const [first] = await once(socket, 'message')
  expect(JSON.parse(String(first))).toMatchObject({ type: 'welcome' })
  const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }))
  return { closed }
}

test('answers who is asked, and nobody for a token that is none', async () => {
  const { owner } = await newCompany()
  const { body } = await server.ask<{ account: string; permissions: string[] }>('GET', '/api/me', { token: owner })
  expect(body).toMatchObject({ account: 'owner', isOwner: true, dataScope: 'all', mustChangePassword: false })
  expect(await statusOfMe('nonsense')).toBe(401)
  expect(await statusOfMe(`${owner.slice(0, -1)}${owner.endsWith('A') ? 'B' : 'A'}`)).toBe(401)
})

test('a token is stored nowhere', async () => {
  const { owner, companyId } = await newCompany()
  const rows = await server.app.db.company(companyId, (tx) => tx.q.selectFrom('security_session').selectAll().execute())
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(owner.split('.')[1])
  expect(rows[0]?.token_hash).toHaveLength(32)
})

test('lists where I am logged in, and ends one of them for good', async () => {
  const { owner, login } = await newCompany()
  const phone = await login('owner')
  const { body } = await server.ask<{ sessionId: string; isCurrent: boolean }[]>('GET', '/api/me/sessions', {
    token: owner,
  })
  expect(body.map((session) => session.isCurrent)).toEqual([false, true])
  const other = body.find((session) => !session.isCurrent)
  const ended = await server.ask('DELETE', `/api/me/sessions/${other?.sessionId}`, { token: owner })
  expect(ended.status).toBe(200)
  expect(await statusOfMe(phone)).toBe(401)
  expect(await statusOfMe(owner)).toBe(200)
})

test("another agent's session is no session of mine", async () => {
  const { owner, agent } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const { body } = await server.ask<{ sessionId: string }[]>('GET', '/api/me/sessions', { token: owner })
  const answer = await server.ask('DELETE', `/api/me/sessions/${body[0]?.sessionId}`, { token: xiaolin.token })
  expect(answer.status).toBe(404)
  expect(await statusOfMe(owner)).toBe(200)
})

test('logging out ends the session at once, remembered or not', async () => {
  const { owner } = await newCompany()
  expect(await statusOfMe(owner)).toBe(200)
  const answer = await server.ask('POST', '/api/logout', { token: owner })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('set-cookie')).toMatch(/^youwen=;/)
  expect(await statusOfMe(owner)).toBe(401)
})

test('a changed password ends every other session, and the old one is worth nothing', async () => {
  const { owner, login } = await newCompany()
  const elsewhere = await login('owner')
  const next = 'a quieter harbour 7'
  const body = { current: testPassword, next }
  expect((await server.ask('PUT', '/api/me/password', { token: owner, body })).status).toBe(200)
  expect(await statusOfMe(owner)).toBe(200)
  expect(await statusOfMe(elsewhere)).toBe(401)
  await expect(login('owner')).rejects.toThrow('security.login_failed')
  await expect(login('owner', next)).resolves.toBeTruthy()
})

test.each([
  ['the wrong current one', { current: 'wrong', next: 'a quieter harbour 7' }, 'security.password_wrong'],
  ['one that everybody tries', { current: testPassword, next: 'Password1234' }, 'security.password_common'],
  ['a run of digits', { current: testPassword, next: '345678901234' }, 'security.password_common'],
  ['one of three letters', { current: testPassword, next: 'abababababababab' }, 'security.password_common'],
  ['one made of the account', { current: testPassword, next: 'owner2026!' }, 'security.password_common'],
  ['the same one', { current: testPassword, next: testPassword }, 'security.password_same'],
  ['a short one', { current: testPassword, next: 'x7#kQ' }, 'validation.failed'],
])('refuses to change a password with %s, and changes nothing', async (_, body, code) => {
  const { owner, login } = await newCompany()
  const elsewhere = await login('owner')
  const answer = await server.ask('PUT', '/api/me/password', { token: owner, body })
  expect(answer.status).toBe(422)
  expect(server.problemOf(answer).code).toBe(code)
  expect(await statusOfMe(elsewhere)).toBe(200)
})

test('with a one-time password nothing else can be done until it is changed', async () => {
  const { owner, login, roleId } = await newCompany()
  const { body } = await server.ask<{ oneTimePassword: string }>('POST', '/api/agents', {
    token: owner,
    body: { account: 'xiaochen', name: '小陈', nickname: '小陈', roleId: roleId('agent') },
  })
  const token = await login('xiaochen', body.oneTimePassword)
  const before = await server.ask('GET', '/api/colleagues', { token })
  expect(server.problemOf(before).code).toBe('security.password_change_required')
  expect((await server.ask('GET', '/api/me', { token })).body).toMatchObject({ mustChangePassword: true })
  const change = { current: body.oneTimePassword, next: 'a quieter harbour 7' }
  expect((await server.ask('PUT', '/api/me/password', { token, body: change })).status).toBe(200)
  expect((await server.ask('GET', '/api/colleagues', { token })).status).toBe(200)
})

test('an agent who is ended by force is out at once, also on the open socket, and is told why', async () => {
  const { owner, agent } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const { closed } = await openSocket(xiaolin.token)
  const answer = await server.ask('POST', `/api/agents/${xiaolin.agentId}/force-end`, {
    token: owner,
    body: { reason: '请联系主管' },
  })
  expect(answer.status).toBe(200)
  expect(await closed).toEqual({ code: 4440, reason: '请联系主管' })
  expect(await statusOfMe(xiaolin.token)).toBe(401)
})

test.each([
  ['is given another role', { roleId: 'analyst' }],
  ['is disabled', { isEnabled: false }],
] as const)('an agent who %s is logged out everywhere', async (_, change) => {
  const { owner, agent, roleId } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const { closed } = await openSocket(xiaolin.token)
  const answer = await server.ask('PUT', `/api/agents/${xiaolin.agentId}`, {
    token: owner,
    body: {
      account: 'xiaolin',
      name: '小林',
      nickname: '小林',
      ...change,
      roleId: roleId('roleId' in change ? change.roleId : 'agent'),
    },
  })
  expect(answer.status).toBe(200)
  expect((await closed).code).toBe(4440)
  expect(await statusOfMe(xiaolin.token)).toBe(401)
})

test('a role that changes logs out who has it, and nobody else', async () => {
  const { owner, agent, roleId } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  const laozhou = await agent('laozhou', 'supervisor')
  const answer = await server.ask('PUT', `/api/roles/${roleId('agent')}`, {
    token: owner,
    body: { name: 'agent', permissions: ['conversation.serve'], dataScope: 'own' },
  })
  expect(answer.status).toBe(200)
  expect(await statusOfMe(xiaolin.token)).toBe(401)
  expect(await statusOfMe(laozhou.token)).toBe(200)
})

test('the other node, which remembers the caller, is told of the end over the bus', async () => {
  const { owner } = await newCompany()
  const { createAuthentication } = await import('./authentication.ts')
  const heard: ((payload: string) => void)[] = []
  using other = createAuthentication({
    db: server.app.db,
    team: server.app.team.queries,
    events: { on: () => () => {}, publish: () => {}, settled: async () => {}, hears: () => false },
    bus: {
      isAlone: false,
      isConnected: true,
      publish: () => {},
      subscribe: (_subject, handler) => {
        heard.push(handler)
        return () => {}
      },
      settled: async () => {},
      onGap: () => () => {},
      [Symbol.asyncDispose]: async () => {},
    },
  })
  const caller = await other.authenticate(owner)
  await server.ask('POST', '/api/logout', { token: owner })
  expect(await other.authenticate(owner)).toBe(caller)
  for (const handler of heard) handler(caller?.agentId ?? '')
  expect(await other.authenticate(owner)).toBeNull()
})
