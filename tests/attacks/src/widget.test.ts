import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, type Frame, HandshakeRefused, type Speaker } from './speaker.ts'
import { type FurnishedCompany, furnishCompany, must, type Server, startServer } from './world.ts'

/** X6: pages that carry the widget without leave, keys and tokens that were taken elsewhere, frames around our pages. */
let server: Server
let company: FurnishedCompany
let other: FurnishedCompany
/** May be carried by shop.example and whatever is below cloud.example. */
let bound: { readonly siteId: string; readonly key: string }
beforeAll(async () => {
  server = await startServer()
  company = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
  other = await furnishCompany(server, 'xinghe', 'STARRIVER')
  bound = await must(
    server.ask(
      'company.addSite',
      { name: 'bound', allowedDomains: ['shop.example', '*.cloud.example', 'dev.example:8443'] },
      company.owner.headers,
    ),
  )
})
afterAll(async () => {
  await company[Symbol.asyncDispose]()
  await other[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const hello = async (from: string | undefined, more: Record<string, unknown>): Promise<Speaker> => {
  const speaker = await connect('/realtime/visitor', { origin: server.origin, ...(from !== undefined && { from }) })
  speaker.say({ type: 'hello', protocol: 1, role: 'page', site: company.siteKey, ...more })
  return speaker
}
const welcomed = (speaker: Speaker): Promise<Frame> => speaker.until(({ type }) => type === 'welcome')

describe('a site that is bound to domains', () => {
  test.each([
    'https://shop.example',
    'http://shop.example',
    'https://a.cloud.example',
    'https://a.b.cloud.example',
    'https://dev.example:8443',
  ])('is served on %s', async (from) => {
    await using speaker = await hello(from, { site: bound.key })
    expect(await welcomed(speaker)).toMatchObject({ siteName: 'bound' })
  })

  test.each([
    'https://evil.example',
    'https://shop.example.evil.example',
    'https://evilshop.example',
    'https://shop.example@evil.example',
    'https://evil.example/shop.example',
    'https://cloud.example.evil.example',
    'https://evilcloud.example',
    'https://dev.example:8444',
    'https://dev.example',
    'https://shop.example:8443.evil.example',
    'file://shop.example',
    'chrome-extension://shop.example',
  ])('is refused on %s, and the key it took along tells it nothing', async (from) => {
    const speaker = await hello(from, { site: bound.key }).catch((cause: unknown) => {
      expect(cause).toBeInstanceOf(HandshakeRefused)
      return undefined
    })
    if (!speaker) return
    expect((await speaker.untilClosed()).code).toBe(4403)
    expect(speaker.heard.filter(({ type }) => type !== 'refused' && type !== 'bye')).toEqual([])
    expect(JSON.stringify(speaker.heard)).not.toContain('bound')
  })

  test.each(['null', '', 'shop.example', 'https://', '*'])('is refused to who names %j as his origin', async (from) => {
    await expect(hello(from, { site: bound.key }).then((speaker) => speaker.untilClosed())).rejects.toThrow(
      HandshakeRefused,
    )
  })

  test.each([
    'evil.example; script-src *',
    "evil.example 'unsafe-inline'",
    'https://evil.example',
    '*',
    '*.*',
    'a b',
    'evil.example\nx',
  ])('cannot be bound to %j, which would change the policy of the page', async (domain) => {
    const { status } = await server.ask(
      'company.saveSite',
      { siteId: bound.siteId, name: 'bound', allowedDomains: [domain] },
      company.owner.headers,
    )
    expect(status).toBe(422)
  })

  test('lets its chat page be framed there and nowhere else', async () => {
    const answer = await fetch(new URL(`/chat/${bound.key}?frame=1`, server.origin), {
      headers: { accept: 'text/html' },
    })
    expect(answer.status).toBe(200)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const framers = /frame-ancestors ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? []
    expect(framers).toContain("'self'")
    expect(
      framers.filter((framer) => /shop\.example|\*\.cloud\.example|dev\.example:8443/.test(framer)).length,
    ).toBeGreaterThanOrEqual(3)
    expect(framers.filter((framer) => framer === '*' || framer === 'https:' || framer === 'http:')).toEqual([])
    expect(answer.headers.get('x-frame-options')).toBeNull()
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("base-uri 'none'")
  })
})

describe('no other page of ours', () => {
  test.each([
    '/',
    '/login',
    '/desk',
    '/settings/team',
    '/api/me',
    '/healthz',
    '/docs/api',
    '/chat/nobody.aaaaaaaaaaaa',
    '/nowhere',
  ])('can be framed: %s', async (path) => {
    const answer = await fetch(new URL(path, server.origin), { headers: { accept: 'text/html' }, redirect: 'manual' })
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("frame-ancestors 'none'")
    expect(answer.headers.get('x-frame-options')).toBe('DENY')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(policy).not.toMatch(/script-src[^;]*('unsafe-inline'|'unsafe-eval'|https?:|\*)/)
  })
})

describe('a visitor’s token', () => {
  const greet = async (site: string, token: string | undefined) => {
    await using speaker = await hello(undefined, { site, token, role: 'chat' })
    return await welcomed(speaker)
  }

  test('brings him back on the site it was made for', async () => {
    const welcome = await greet(company.siteKey, company.visitor.token)
    expect(welcome['visitorId']).toBe(company.visitor.visitorId)
    expect(JSON.stringify(welcome)).toContain('first question')
  })

  test('is worth nothing on another site of the company, and nothing at another company', async () => {
    for (const site of [company.otherSiteKey, other.siteKey]) {
      const welcome = await greet(site, company.visitor.token)
      expect(welcome['visitorId']).not.toBe(company.visitor.visitorId)
      expect(welcome).toMatchObject({ conversation: null, messages: [], unread: 0 })
      expect(JSON.stringify(welcome)).not.toContain('first question')
    }
  })

  test.each([
    [
      'another visitor’s id in it',
      (token: string) => changed(token, (bytes) => idBytes(company.otherVisitor.visitorId).copy(bytes, 32)),
    ],
    [
      'another company’s id in it',
      (token: string) => changed(token, (bytes) => idBytes(other.companyId).copy(bytes, 0)),
    ],
    ['another site’s id in it', (token: string) => changed(token, (bytes) => idBytes(other.ids.site).copy(bytes, 16))],
    ['one bit changed', (token: string) => changed(token, (bytes) => bytes.writeUInt8(bytes.readUInt8(47) ^ 1, 47))],
    ['no signature', (token: string) => token.split('.').slice(0, 2).join('.')],
    ['an empty signature', (token: string) => `${token.split('.').slice(0, 2).join('.')}.`],
    ['a signature of zeros', (token: string) => [...token.split('.').slice(0, 2), 'A'.repeat(43)].join('.')],
    ['another version', (token: string) => token.replace('v1.', 'v0.')],
    ['nothing in it', () => '..'],
    ['text around it', (token: string) => `x${token}x`],
  ])('is worth nothing with %s', async (_, change) => {
    const forged = change(company.visitor.token)
    const welcome = await greet(company.siteKey, forged)
    expect(welcome['visitorId']).not.toBe(company.visitor.visitorId)
    expect(welcome).toMatchObject({ conversation: null, messages: [] })
    // A header holds no line ends.
    const headers = { authorization: `Visitor ${forged.trim()}` }
    const answer = await server.ask('file.urls', { fileIds: [company.ids.file] }, headers)
    expect(answer.status).toBe(401)
  })

  test('opens no agent’s door, and an agent’s token no visitor’s', async () => {
    await using speaker = await connect('/realtime/agent', { origin: server.origin })
    speaker.say({ type: 'hello', protocol: 1, token: company.visitor.token })
    expect((await speaker.untilClosed()).code).toBe(4401)
    const asAgent = await server.ask('security.me', {}, { authorization: `Bearer ${company.visitor.token}` })
    const asVisitor = await server.ask(
      'file.urls',
      { fileIds: [company.ids.file] },
      { authorization: `Visitor ${company.agent.token}` },
    )
    expect([asAgent.status, asVisitor.status]).toEqual([401, 401])
    const welcome = await greet(company.siteKey, company.agent.token)
    expect(welcome).toMatchObject({ conversation: null, messages: [] })
  })
})

const changed = (token: string, change: (bytes: Buffer) => void) => {
  const [version, ids = '', signature] = token.split('.')
  const bytes = Buffer.from(ids, 'base64url')
  change(bytes)
  return [version, bytes.toString('base64url'), signature].join('.')
}
const idBytes = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex')
