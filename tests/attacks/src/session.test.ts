import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, HandshakeRefused } from './speaker.ts'
import { type FurnishedCompany, furnishCompany, logIn, must, password, type Server, startServer } from './world.ts'

/** X11: sessions are new at each login, end when they should, and travel with nobody's requests but our pages'. */
let server: Server
let company: FurnishedCompany
beforeAll(async () => {
  server = await startServer()
  company = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
})
afterAll(async () => {
  await company[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const credentials = { companyCode: 'yunzhou', account: 'colleague', password }
const cookieName = 'youwen'
const isIn = async (headers: Record<string, string>) => (await server.ask('security.me', {}, headers)).status === 200

/** As a browser does it from one of our own pages. */
async function browse(headers: Record<string, string> = {}) {
  const answer = await server.ask('security.login', credentials, { origin: server.origin, ...headers })
  expect(answer.status).toBe(200)
  const [setCookie = ''] = answer.headers.getSetCookie()
  const cookie = setCookie.split(';')[0] ?? ''
  return { setCookie, cookie, attributes: setCookie.split(/;\s*/).slice(1) }
}

describe('the session cookie', () => {
  test('is out of reach of scripts and of other sites', async () => {
    const { cookie, attributes } = await browse()
    expect(cookie).toMatch(new RegExp(`^${cookieName}=`))
    expect(attributes).toEqual(expect.arrayContaining(['HttpOnly', 'SameSite=Strict', 'Path=/']))
    expect(attributes.filter((one) => /^domain/i.test(one))).toEqual([])
    expect(await isIn({ cookie })).toBe(true)
  })

  test('is bound to https and to this host where we are reached by https', async () => {
    await using secure = await startServer({ PUBLIC_URL: 'https://desk.example' })
    await secure.app.createCompany({
      code: 'yunzhou',
      name: 'x',
      owner: { account: 'owner', name: 'x', first: { password, mustChange: false } },
    })
    const answer = await secure.ask('security.login', { ...credentials, account: 'owner' })
    const [setCookie = ''] = answer.headers.getSetCookie()
    expect(setCookie).toMatch(/^__Host-youwen=/)
    expect(setCookie.split(/;\s*/)).toEqual(expect.arrayContaining(['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']))
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=')
  })

  test('is a new one at each login, whatever was brought along', async () => {
    const planted = `${cookieName}=${company.admin.token}`
    const first = await browse({ cookie: planted })
    const second = await browse({ cookie: first.cookie })
    expect(new Set([planted, first.cookie, second.cookie]).size).toBe(3)
    expect((await server.ask('security.me', {}, { cookie: second.cookie })).body).toMatchObject({
      account: 'colleague',
    })
    const invented = `${cookieName}=${company.admin.token.split('.')[0]}.${'A'.repeat(43)}`
    const third = await browse({ cookie: invented })
    expect(third.cookie).not.toBe(invented)
    expect(await isIn({ cookie: invented })).toBe(false)
  })

  test.each([
    ['cut short', (token: string) => token.slice(0, -1)],
    ['one sign changed', (token: string) => token.replace(/.$/, (sign) => (sign === 'A' ? 'B' : 'A'))],
    [
      'another company',
      (token: string) => `${Buffer.from(new Uint8Array(16).fill(7)).toString('base64url')}.${token.split('.')[1]}`,
    ],
    ['only the secret', (token: string) => String(token.split('.')[1])],
    ['nothing', () => ''],
    ['very long', (token: string) => token + 'A'.repeat(10_000)],
    ['SQL', () => `' or 1=1 --.' or 1=1 --`],
  ])('is worth nothing with %s', async (_, change) => {
    expect(await isIn({ authorization: `Bearer ${change(company.colleague.token)}` })).toBe(false)
  })
})

describe('a request that another page makes the browser send', () => {
  const change = { nickname: 'changed by another page', email: '', phone: '' }
  const put = async (headers: Record<string, string>, body = JSON.stringify(change)) => {
    const { cookie } = await browse()
    const answer = await fetch(new URL('/api/me/profile', server.origin), {
      method: 'PUT',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body,
    })
    return answer.status
  }
  const nickname = async () => JSON.stringify((await server.ask('security.me', {}, company.colleague.headers)).body)

  test.each([
    ['from another origin', { origin: 'https://evil.example' }],
    ['from an origin that begins like ours', { origin: 'http://127.0.0.1.evil.example' }],
    ['from a sandboxed frame', { origin: 'null' }],
    ['without an origin', {}],
    ['from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['from a sibling of our host', { 'sec-fetch-site': 'same-site', origin: 'https://shop.desk.example' }],
    ['from an address bar', { 'sec-fetch-site': 'none' }],
  ])('%s changes nothing', async (_, headers) => {
    expect(await put(headers)).toBe(403)
    expect(await nickname()).not.toContain(change.nickname)
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'with the simple content type "%s" changes nothing, even from our own origin',
    async (type) => {
      expect(await put({ origin: server.origin, 'content-type': type })).toBe(415)
      expect(await nickname()).not.toContain(change.nickname)
    },
  )

  test('cannot log the browser in as somebody else', async () => {
    const answer = await server.ask('security.login', credentials, { origin: 'https://evil.example' })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([403, []])
  })

  test('cannot change a method on the way', async () => {
    const { cookie } = await browse()
    for (const headers of [{ 'x-http-method-override': 'PUT' }, { 'x-method-override': 'PUT' }]) {
      const answer = await fetch(new URL('/api/me/profile?_method=PUT', server.origin), {
        method: 'GET',
        headers: { cookie, ...headers },
      })
      expect(answer.status).toBe(404)
    }
  })

  test('is served when it comes from our page', async () => {
    expect(
      await put(
        { origin: server.origin, 'sec-fetch-site': 'same-origin' },
        JSON.stringify({ ...change, nickname: '小陈' }),
      ),
    ).toBe(200)
    expect(await nickname()).toContain('小陈')
  })

  test.each(['https://evil.example', 'null', 'http://127.0.0.1.evil.example', 'HTTP://127.0.0.1:1', ''])(
    'does not open an agent’s socket from the origin %j',
    async (from) => {
      const { cookie } = await browse()
      await expect(connect('/realtime/agent', { origin: server.origin, from, headers: { cookie } })).rejects.toThrow(
        HandshakeRefused,
      )
    },
  )

  test('does not read an answer across origins', async () => {
    const { cookie } = await browse()
    const answer = await fetch(new URL('/api/me', server.origin), {
      headers: { cookie, origin: 'https://evil.example' },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
  })
})

describe('a session ends, with its open sockets,', () => {
  const hire = async (account: string) => {
    const roles = await must<{ roleId: string; builtIn: string | null }[]>(
      server.ask('team.roles', {}, company.owner.headers),
    )
    const roleOf = (builtIn: string) => roles.find((role) => role.builtIn === builtIn)?.roleId ?? ''
    const request = { account, name: account, nickname: account, roleId: roleOf('agent') }
    const { agent, oneTimePassword } = await must<{ agent: { agentId: string }; oneTimePassword: string }>(
      server.ask('team.addAgent', request, company.owner.headers),
    )
    const first = await logIn(server, company.code, account, oneTimePassword)
    await must(server.ask('security.changePassword', { current: oneTimePassword, next: password }, first.headers))
    const stolen = await logIn(server, company.code, account, password)
    const desk = await company.desk(stolen)
    return { agentId: agent.agentId, request, roleOf, own: first, stolen, desk }
  }

  test('when its agent changes his password, except the one he does it in', async () => {
    const { own, stolen, desk } = await hire('changes')
    await must(server.ask('security.changePassword', { current: password, next: `${password}!` }, own.headers))
    expect([await isIn(own.headers), await isIn(stolen.headers)]).toEqual([true, false])
    expect((await desk.untilClosed()).code).toBe(4440)
  })

  test('when its agent gets another role', async () => {
    const { agentId, request, roleOf, own, stolen, desk } = await hire('promoted')
    await must(
      server.ask('team.saveAgent', { ...request, agentId, roleId: roleOf('supervisor') }, company.owner.headers),
    )
    expect([await isIn(own.headers), await isIn(stolen.headers)]).toEqual([false, false])
    expect((await desk.untilClosed()).code).toBe(4440)
  })

  test('when its agent is disabled', async () => {
    const { agentId, request, stolen, desk } = await hire('disabled')
    await must(server.ask('team.saveAgent', { ...request, agentId, isEnabled: false }, company.owner.headers))
    expect(await isIn(stolen.headers)).toBe(false)
    expect((await desk.untilClosed()).code).toBe(4440)
    expect((await server.ask('security.login', { ...credentials, account: 'disabled' })).status).toBe(401)
  })

  test('when somebody above its agent ends it, and it is told why', async () => {
    const { agentId, stolen, desk } = await hire('ended')
    await must(server.ask('security.forceEnd', { agentId, reason: '设备丢失' }, company.owner.headers))
    expect(await isIn(stolen.headers)).toBe(false)
    expect(await desk.untilClosed()).toMatchObject({ code: 4440 })
  })

  test('when its agent ends it from another device', async () => {
    const { own, stolen, desk } = await hire('elsewhere')
    const sessions = await must<{ sessionId: string; isCurrent: boolean }[]>(
      server.ask('security.sessions', {}, stolen.headers),
    )
    const sessionId = sessions.find(({ isCurrent }) => isCurrent)?.sessionId
    await must(server.ask('security.endSession', { sessionId }, own.headers))
    expect([await isIn(own.headers), await isIn(stolen.headers)]).toEqual([true, false])
    expect((await desk.untilClosed()).code).toBe(4440)
  })

  test('when it logs out', async () => {
    const { stolen, desk } = await hire('leaves')
    await must(server.ask('security.logout', {}, stolen.headers))
    expect(await isIn(stolen.headers)).toBe(false)
    expect((await desk.untilClosed()).code).toBe(4440)
  })

  test('when its password is reset, and the one-time password opens nothing but the change of it', async () => {
    const { agentId, stolen } = await hire('reset')
    const { oneTimePassword } = await must(server.ask('team.resetPassword', { agentId }, company.owner.headers))
    expect(await isIn(stolen.headers)).toBe(false)
    const once = await logIn(server, company.code, 'reset', String(oneTimePassword))
    const answer = await server.ask('conversation.list', {}, once.headers)
    expect([answer.status, answer.body]).toMatchObject([403, { code: 'security.password_change_required' }])
    await using speaker = await connect('/realtime/agent', { origin: server.origin })
    speaker.say({ type: 'hello', protocol: 1, token: once.token })
    expect((await speaker.untilClosed()).code).toBe(4403)
  })
})
