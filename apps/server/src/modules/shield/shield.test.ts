import type { Block } from '@youwen/contract'
import { sql } from 'kysely'
import { describe, expect, it, vi } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { sitAtDesk, siteKeyOf, visit } from '../../testing/line.ts'

async function world() {
  const here = await testApp()
  const company = await here.company('yunzhou')
  const supervisor = await company.agent('laozhou', 'supervisor')
  const agent = await company.agent('xiaolin', 'agent')
  const site = await siteKeyOf(here, company.owner)
  const hire = (account: string) => company.agent(account, 'agent')
  return Object.assign(here, { ...company, supervisor, agent, site, hire })
}
type World = Awaited<ReturnType<typeof world>>

const block = (
  here: World,
  target: object,
  { token = here.agent.token, minutes = 60 as number | null, reason = '' } = {},
) => here.ask<Block>('POST', '/api/blocks', { token, body: { target, minutes, reason } })
const rows = async (here: TestApp) =>
  (await here.db.all(({ q }) => sql<{ n: number }>`select count(*)::int4 as n from visitor_visit`.execute(q))).rows[0]
    ?.n

describe('D1.4 a blocked visitor', () => {
  it('is put out at once with polite words, his conversation ends, and he is let in again when the block is lifted', async () => {
    await using here = await world()
    await using desk = await sitAtDesk(here, here.agent.token)
    await using page = await visit(here, here.site)
    const { visitorId, token } = await page.welcomed()
    await using chat = await visit(here, here.site, { role: 'chat', token })
    const { conversationId } = await chat.says('买你全家')

    const { status, body } = await block(here, { kind: 'visitor', visitorId }, { reason: '辱骂' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ reason: '辱骂', agentId: here.agent.agentId, target: { kind: 'visitor', visitorId } })
    for (const line of [page, chat]) {
      expect(await line.hears('refused')).toMatchObject({
        code: 'shield.blocked',
        title: expect.stringContaining('抱歉'),
      })
      expect(await line.closes()).toBe(4451)
    }
    await desk.hears(
      'conversation',
      (frame) => frame.conversation.conversationId === conversationId && frame.conversation.status === 'closed',
    )

    const before = await rows(here)
    await using again = await visit(here, here.site, { token, locale: 'en-US' })
    expect(await again.hears('refused')).toMatchObject({
      code: 'shield.blocked',
      title: expect.stringContaining('Sorry'),
    })
    expect(await again.closes()).toBe(4451)
    // Not even a trace of him is written, and what he holds opens no other door.
    expect(await rows(here)).toBe(before)
    const upload = { purpose: 'message', name: 'x.txt', sizeBytes: 1, contentType: 'text/plain' }
    const files = await here.ask('POST', '/api/files', { headers: { authorization: `Visitor ${token}` }, body: upload })
    expect(files.status).toBe(401)

    const lifted = await here.ask('DELETE', `/api/blocks/${body.blockId}`, { token: here.supervisor.token })
    expect(lifted.status).toBe(200)
    await using back = await visit(here, here.site, { token })
    expect(await back.welcomed()).toMatchObject({ visitorId })
  })

  it('is nobody else: other visitors stay, and another company knows nothing of it', async () => {
    await using here = await world()
    const other = await here.company('xinghe')
    const theirSite = await siteKeyOf(here, other.owner)
    await using bad = await visit(here, here.site)
    await using good = await visit(here, here.site)
    await using theirs = await visit(here, theirSite)
    const { visitorId } = await bad.welcomed()
    await good.welcomed()
    await theirs.welcomed()
    await block(here, { kind: 'visitor', visitorId })
    await bad.closes()
    expect([good.isClosed, theirs.isClosed]).toEqual([false, false])
    await block(here, { kind: 'address', address: '127.0.0.0/24' })
    expect(await good.closes()).toBe(4451)
    expect(theirs.isClosed).toBe(false)
    await using alsoTheirs = await visit(here, theirSite)
    await alsoTheirs.welcomed()
  })

  it('comes back when his time is over', async () => {
    await using here = await world()
    await block(here, { kind: 'address', address: '::ffff:127.0.0.1' }, { minutes: 1 })
    await using early = await visit(here, here.site)
    expect(await early.closes()).toBe(4451)
    await here.db.all(({ q }) => sql`update shield_block set until = now() - interval '1 second'`.execute(q))
    // As a node that did not hear of a change: it looks again by itself.
    here.app.events.publish([{ type: 'shield.changed', companyId: here.companyId, visitorId: null } as never])
    await using late = await visit(here, here.site)
    await late.welcomed()
    const { body } = await here.ask<{ items: Block[] }>('GET', '/api/blocks', { token: here.supervisor.token })
    expect(body.items).toEqual([])
  })

  it('stays out however many are let through at the moment he is blocked', async () => {
    await using here = await world()
    await using first = await visit(here, here.site)
    const { visitorId, token } = await first.welcomed()
    const coming = Array.from({ length: 12 }, () => visit(here, here.site, { token }))
    await block(here, { kind: 'visitor', visitorId })
    for (const line of await Promise.all(coming)) {
      expect(await line.closes()).toBe(4451)
      await line[Symbol.asyncDispose]()
    }
  })
})

describe('D1.4 blocking', () => {
  it('is for agents as far as a small network, and for supervisors as far as a larger one', async () => {
    await using here = await world()
    const outcomes = async (address: string) => {
      const asked = [here.agent, here.supervisor].map(({ token }) =>
        block(here, { kind: 'address', address }, { token }),
      )
      return (await Promise.all(asked)).map((answer) =>
        answer.status === 200 ? 'blocked' : here.problemOf(answer).code,
      )
    }
    expect(await outcomes('198.51.100.0/24')).toEqual(['blocked', 'blocked'])
    expect(await outcomes('198.51.0.0/16')).toEqual(['shield.range_too_wide', 'blocked'])
    expect(await outcomes('198.0.0.0/8')).toEqual(['shield.range_too_wide', 'shield.range_too_wide'])
    expect(await outcomes('2001:db8::/32')).toEqual(['shield.range_too_wide', 'blocked'])
    expect(await outcomes('0.0.0.0/0')).toEqual(['shield.range_too_wide', 'shield.range_too_wide'])
    expect(await outcomes('shop.example')).toEqual(['shield.not_an_address', 'shield.not_an_address'])
  })

  it('again gives the block its new time and reason, and leaves one', async () => {
    await using here = await world()
    const first = await block(here, { kind: 'address', address: '203.0.113.9' }, { minutes: 10 })
    const second = await block(here, { kind: 'address', address: '203.0.113.9/32' }, { minutes: null, reason: '刷单' })
    expect(second.body.blockId).toBe(first.body.blockId)
    const { body } = await here.ask<{ items: Block[] }>('GET', '/api/blocks', { token: here.supervisor.token })
    expect(body.items).toMatchObject([{ target: { address: '203.0.113.9' }, until: null, reason: '刷单' }])
  })

  it('is listed and lifted by supervisors only, page by page, and recorded', async () => {
    await using here = await world()
    for (let last = 1; last <= 5; last++) await block(here, { kind: 'address', address: `203.0.113.${last}` })
    expect((await here.ask('GET', '/api/blocks', { token: here.agent.token })).status).toBe(403)
    const seen: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const query: string = cursor && `&cursor=${cursor}`
      const { body } = await here.ask<{ items: Block[]; next: string | null }>('GET', `/api/blocks?limit=2${query}`, {
        token: here.supervisor.token,
      })
      seen.push(...body.items.map(({ target }) => (target.kind === 'address' ? target.address : '')))
      cursor = body.next
    }
    expect(seen).toEqual([5, 4, 3, 2, 1].map((last) => `203.0.113.${last}`))
    const { body: log } = await here.ask<{ items: { action: string }[] }>('GET', '/api/logs/operations', {
      token: here.owner,
    })
    expect(log.items.filter(({ action }) => action === 'shield.blocked')).toHaveLength(5)
  })

  it('says what the company wants it to say', async () => {
    await using here = await world()
    const words = { 'zh-CN': '请致电 400-800-8888。', 'en-US': 'Please call 400-800-8888.' }
    const saved = await here.ask('PUT', '/api/blocks/notice', { token: here.supervisor.token, body: words })
    expect(saved.body).toEqual(words)
    await block(here, { kind: 'address', address: '127.0.0.1' })
    await vi.waitFor(async () => {
      await using line = await visit(here, here.site)
      expect(await line.hears('refused')).toMatchObject({ title: '请致电 400-800-8888。' })
    })
  })

  it('reaches only visitors whom the agent may see', async () => {
    await using here = await world()
    const colleague = await here.hire('xiaochen')
    await using desk = await sitAtDesk(here, here.agent.token)
    await using chat = await visit(here, here.site, { role: 'chat' })
    const { visitorId } = await chat.welcomed()
    await chat.says('你好')
    await desk.hears('conversation')
    const answer = await block(here, { kind: 'visitor', visitorId }, { token: colleague.token })
    expect(here.problemOf(answer).code).toBe('visitor.not_found')
    expect(chat.isClosed).toBe(false)
  })
})
