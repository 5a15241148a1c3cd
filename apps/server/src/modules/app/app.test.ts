import { type AppEntry, apps, contract, optionalApps, type RouteMeta } from '@youwen/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { sitAtDesk } from '../../testing/line.ts'

let here: TestApp
let shop: Awaited<ReturnType<TestApp['company']>>
let other: Awaited<ReturnType<TestApp['company']>>

beforeAll(async () => {
  here = await testApp()
  shop = await here.company('yunzhou')
  other = await here.company('xinghe')
})
afterAll(() => here[Symbol.asyncDispose]())

const list = async (token: string) => (await here.ask<AppEntry[]>('GET', '/api/apps', { token })).body
const turn = (app: string, isOn: boolean, token = shop.owner) =>
  here.ask<AppEntry[]>('PUT', `/api/apps/${app}/switch`, { token, body: { isOn } })

/** Every route that agents may call, of every optional app: a new one is in it without being named here. */
const routes = optionalApps.flatMap((app) =>
  apps[app].modules.flatMap((module) =>
    Object.entries(contract[module]).flatMap(([name, procedure]) => {
      const { route, meta } = procedure['~orpc']
      return (meta as RouteMeta).access === 'visitor' ? [] : [{ app, operation: `${module}.${name}`, route }]
    }),
  ),
)

test.each(routes)('D6.2 $operation is refused where $app is switched off, and nowhere else', async ({ app, route }) => {
  const path = `/api${(route.path ?? '').replace(/\{\w+\}/g, crypto.randomUUID())}`
  const ask = (token: string) =>
    here.ask(route.method ?? 'GET', path, { token, ...(route.method !== 'GET' && { body: {} }) })
  const codeFor = async (token: string) => (await ask(token)).status === 403 && here.problemOf(await ask(token)).code
  expect((await turn(app, false)).status).toBe(200)
  expect(await codeFor(shop.owner)).toBe('app.off')
  expect(await codeFor(other.owner)).not.toBe('app.off')
  await turn(app, true)
  expect(await codeFor(shop.owner)).not.toBe('app.off')
})

test('every module of an optional app is in the contract, and belongs to one app', () => {
  const modules = optionalApps.flatMap((app): readonly string[] => apps[app].modules)
  expect(new Set(modules).size).toBe(modules.length)
  for (const module of modules) expect(contract).toHaveProperty(module)
  expect(optionalApps.every((app) => apps[app].modules.length > 0)).toBe(true)
})

test('switching is for who may, told to all, and only of what is optional', async () => {
  const lin = await shop.agent('xiaolin', 'agent')
  expect((await turn('ticket', false, lin.token)).status).toBe(403)
  expect((await turn('desk', false)).status).toBe(422)
  await using desk = await sitAtDesk(here, lin.token)
  await turn('ticket', false)
  await desk.hears('apps')
  expect((await list(lin.token)).find(({ app }) => app === 'ticket')?.isOn).toBe(false)
  await turn('ticket', true)
  expect((await list(lin.token)).every(({ isOn }) => isOn)).toBe(true)
})

test('what an agent uses is counted for him alone', async () => {
  const chen = await shop.agent('xiaochen', 'agent')
  for (let n = 0; n < 3; n++) await here.ask('POST', '/api/apps/ticket/uses', { token: chen.token })
  await here.ask('POST', '/api/apps/visitor/uses', { token: chen.token })
  const used = (await list(chen.token)).filter(({ uses }) => uses > 0).sort((a, b) => b.uses - a.uses)
  expect(used.map(({ app }) => app)).toEqual(['ticket', 'visitor'])
  expect(used[0]?.uses).toBeCloseTo(3, 2)
  expect((await list(shop.owner)).every(({ uses }) => uses === 0)).toBe(true)
})
