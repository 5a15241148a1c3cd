import type { Company, Site, Style } from '@youwen/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { defaultLook } from './index.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

let companies = 0
const newCompany = () => server.company(`yunzhou${++companies}`)
const ask = <T>(method: string, path: string, token: string, body?: unknown) =>
  server.ask<T>(method, `/api${path}`, { token, body })
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code
const addSite = async (token: string, request = { name: '官网', allowedDomains: [] as string[] }) =>
  (await ask<Site>('POST', '/sites', token, request)).body
const sites = async (token: string) => (await ask<(Site & { styles: Style[] })[]>('GET', '/sites', token)).body

const profile = {
  name: '云舟家居',
  timeZone: 'Asia/Shanghai',
  locale: 'zh-CN',
  contact: { person: '王女士', phone: '', email: '', address: '' },
}

test('a code belongs to one company', async () => {
  const request = { code: 'taken', name: '甲', owner: { account: 'owner', name: '甲' } }
  const results = await Promise.allSettled([server.app.createCompany(request), server.app.createCompany(request)])
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'company.code_taken' })
})

test('the profile is changed by who may, and seen by all', async () => {
  const { owner, agent } = await newCompany()
  const xiaolin = await agent('xiaolin', 'agent')
  expect((await ask('PUT', '/company', xiaolin.token, profile)).status).toBe(403)
  expect((await ask('PUT', '/company', owner, profile)).status).toBe(200)
  expect((await ask<Company>('GET', '/company', xiaolin.token)).body).toMatchObject(profile)
})

test('a time zone must be one', async () => {
  const { owner } = await newCompany()
  const answer = await ask('PUT', '/company', owner, { ...profile, timeZone: 'Asia/Atlantis' })
  expect(answer.status).toBe(422)
  expect(server.problemOf(answer).fields?.[0]?.path).toBe('timeZone')
})

test('a new site has a key of its company and a default style', async () => {
  const { owner, companyId } = await newCompany()
  const site = await addSite(owner)
  expect(site.key).toMatch(new RegExp(`^yunzhou${companies}\\.[a-z0-9]{12}$`))
  expect(await sites(owner)).toMatchObject([
    { ...site, styles: [{ name: '默认风格', isDefault: true, look: defaultLook }] },
  ])
  expect(await server.app.directory.siteByKey(site.key)).toMatchObject({ companyId, site })
})

test('a change of a site is known at once where visitors come in', async () => {
  const { owner } = await newCompany()
  const site = await addSite(owner)
  await server.app.directory.siteByKey(site.key)
  await ask('PUT', `/sites/${site.siteId}`, owner, { name: '商城', allowedDomains: ['Shop.Example.com'] })
  expect((await server.app.directory.siteByKey(site.key))?.site).toMatchObject({
    name: '商城',
    allowedDomains: ['shop.example.com'],
  })
  expect(
    await server.app.directory.nameOf((await server.app.directory.siteByKey(site.key))?.companyId ?? '', site.siteId),
  ).toBe('商城')
  await ask('DELETE', `/sites/${site.siteId}`, owner)
  expect(await server.app.directory.siteByKey(site.key)).toBeUndefined()
})

test('styles are added, changed and removed, but the default one stays', async () => {
  const { owner } = await newCompany()
  const { siteId } = await addSite(owner)
  const look = { ...defaultLook, accent: '#ff8800' }
  const { body: style } = await ask<Style>('POST', `/sites/${siteId}/styles`, owner, { name: '广告页', look })
  expect(style).toMatchObject({ isDefault: false, look })
  const renamed = await ask<Style>('PUT', `/styles/${style.styleId}`, owner, { name: '落地页', look: defaultLook })
  expect(renamed.body).toMatchObject({ name: '落地页', look: defaultLook })
  expect((await ask('DELETE', `/styles/${style.styleId}`, owner)).status).toBe(200)
  const [site] = await sites(owner)
  expect(site?.styles).toHaveLength(1)
  const kept = await ask('DELETE', `/styles/${site?.styles[0]?.styleId}`, owner)
  expect([kept.status, codeOf(kept)]).toEqual([409, 'style.is_default'])
})

test("another company's sites and styles are not there", async () => {
  const mine = await newCompany()
  const theirs = await newCompany()
  const site = await addSite(theirs.owner)
  const styleId = (await sites(theirs.owner))[0]?.styles[0]?.styleId
  const answers = [
    await ask('PUT', `/sites/${site.siteId}`, mine.owner, { name: '我的', allowedDomains: [] }),
    await ask('DELETE', `/sites/${site.siteId}`, mine.owner),
    await ask('POST', `/sites/${site.siteId}/styles`, mine.owner, { name: '我的', look: defaultLook }),
    await ask('PUT', `/styles/${styleId}`, mine.owner, { name: '我的', look: defaultLook }),
    await ask('DELETE', `/styles/${styleId}`, mine.owner),
  ]
  expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
  expect(await sites(theirs.owner)).toMatchObject([{ name: '官网' }])
})

test('the chat page may be framed where its site says, and nowhere else', async () => {
  const { owner } = await newCompany()
  const open = await addSite(owner)
  const bound = await addSite(owner, { name: '商城', allowedDomains: ['shop.example.com'] })
  const framers = async (key: string) => {
    const { headers } = await server.ask('GET', `/chat/${key}?frame=1`)
    expect(headers.get('x-frame-options')).toBeNull()
    return /frame-ancestors ([^;]*)/.exec(headers.get('content-security-policy') ?? '')?.[1]
  }
  expect(await framers(open.key)).toBe('*')
  expect(await framers(bound.key)).toBe("'self' https://shop.example.com http://shop.example.com")
  const unknown = await server.ask('GET', '/chat/nobody.aaaaaaaaaaaa')
  expect([unknown.status, codeOf(unknown)]).toEqual([404, 'site.not_found'])
})
