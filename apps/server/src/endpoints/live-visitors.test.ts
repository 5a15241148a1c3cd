import type { LiveVisitor } from '@youwen/contract'
import { applyVisitors, type LiveVisitors } from '@youwen/contract/feeds'
import { describe, expect, it, vi } from 'vitest'
import { testApp } from '../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../testing/line.ts'

async function world() {
  const here = await testApp()
  const company = await here.company('yunzhou')
  const agent = await company.agent('xiaolin', 'agent')
  const site = await siteKeyOf(here, company.owner)
  const present = async (where: 'here' | 'left') =>
    (await here.ask<{ visitors: LiveVisitor[] }>('GET', `/api/visits/present?where=${where}`, { token: agent.token }))
      .body.visitors
  const picture = async (): Promise<LiveVisitors> =>
    new Map([...(await present('here')), ...(await present('left'))].map((visitor) => [visitor.visitId, visitor]))
  return Object.assign(here, { ...company, agent, site, present, picture })
}
const patience = { timeout: 15_000, interval: 100 }

describe('D5.1 the live table', () => {
  it('that stayed open shows what one shows that is opened now: coming, pages, talking, invited, blocked, leaving', async () => {
    await using here = await world()
    await using early = await visit(here, here.site)
    await early.welcomed()
    await using desk = await sitAtDesk(here, here.agent.token)
    desk.say({ type: 'follow', feed: 'visitors' })
    await desk.hears('following')
    const before = await here.picture()
    expect(before.size).toBe(1)

    await using asked = await visit(here, here.site, { url: 'https://shop.example/sofa?utm_source=douyin' })
    const { visitorId } = await asked.welcomed()
    early.say({ type: 'page', page: { url: 'https://shop.example/bed', title: '床', referrer: '' } })
    await here.ask('POST', `/api/visitors/${visitorId}/invitations`, {
      token: here.agent.token,
      body: { kind: 'invite', text: '您好' },
    })
    await using chat = await visit(here, here.site, { role: 'chat' })
    const talking = await chat.welcomed()
    await chat.says('你好')
    await using bad = await visit(here, here.site)
    const blocked = await bad.welcomed()
    await here.ask('POST', '/api/blocks', {
      token: here.agent.token,
      body: { target: { kind: 'visitor', visitorId: blocked.visitorId }, minutes: null, reason: '' },
    })
    const gone = await visit(here, here.site)
    const leaving = await gone.welcomed()
    await here.ask('PUT', `/api/visitors/${leaving.visitorId}/name`, {
      token: here.agent.token,
      body: { name: '王女士' },
    })
    await gone[Symbol.asyncDispose]()

    const told = () => desk.heard.filter(({ type }) => type === 'visitors').reduce(applyVisitors, before)
    const of = (visitors: LiveVisitors, id: string) => [...visitors.values()].find((one) => one.visitorId === id)
    await vi.waitFor(async () => {
      // He is gone after his grace of ten seconds.
      expect(of(told(), leaving.visitorId)).toMatchObject({ leftAt: expect.any(String), visitorName: '王女士' })
      expect(of(told(), blocked.visitorId)).toMatchObject({ leftAt: expect.any(String), isBlocked: true })
    }, patience)
    await vi.waitFor(
      async () => expect(Object.fromEntries(told())).toEqual(Object.fromEntries(await here.picture())),
      patience,
    )
    expect(of(told(), visitorId)).toMatchObject({ isInvited: true, source: { campaign: 'douyin' }, pageCount: 1 })
    expect(of(told(), talking.visitorId)).toMatchObject({ conversationId: expect.any(String) })
    expect(told().size).toBe(5)
    // What changed about somebody is told without what did not.
    const changed = desk.heard.filter(({ type }) => type === 'visitors').flatMap((frame) => frame.changed)
    expect(changed.find(({ currentTitle }) => currentTitle === '床')).not.toHaveProperty('region')
  }, 40_000)

  it('is told of many changes of one moment once, and of another company’s visitors never', async () => {
    await using here = await world()
    const other = await here.company('xinghe')
    const theirSite = await siteKeyOf(here, other.owner)
    await using desk = await sitAtDesk(here, here.agent.token)
    await using busy = await visit(here, here.site)
    const { visitId } = await busy.welcomed()
    desk.say({ type: 'follow', feed: 'visitors' })
    await desk.hears('following')
    await using theirs = await visit(here, theirSite)
    const foreign = await theirs.welcomed()
    for (let page = 1; page <= 40; page++) {
      busy.say({ type: 'page', page: { url: `https://shop.example/${page}`, title: '', referrer: '' } })
    }
    const last = await desk.hears('visitors', ({ changed }) =>
      changed.some((one: LiveVisitor) => one.currentUrl.endsWith('/40')),
    )
    expect(last.changed).toMatchObject([{ visitId, pageCount: 41 }])
    expect(desk.heard.filter(({ type }) => type === 'visitors').length).toBeLessThan(12)
    expect(JSON.stringify(desk.heard)).not.toContain(foreign.visitId)
  })
})
