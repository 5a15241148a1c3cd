import { once } from 'node:events'
import type { Card, CardDuplicate, CardField, CardSuggestion } from '@youwen/contract'
import { builtInCardFields } from '@youwen/contract/card-kinds'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { WebSocket } from 'ws'
import { type Answer, type TestApp, testApp } from '../../testing/app.ts'

const patience = { timeout: 10_000, interval: 20 }
let world: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let siteId: string
let lin: { agentId: string; token: string }
let chen: { agentId: string; token: string }
let fields: CardField[]

beforeAll(async () => {
  world = await testApp()
  company = await world.company('yunzhou')
  lin = await company.agent('lin', 'supervisor')
  chen = await company.agent('chen', 'agent')
  siteId = (await world.app.company.addSite(company.companyId, { name: '官网', allowedDomains: [] })).siteId
  fields = (await world.ask<CardField[]>('GET', '/api/card/fields', { token: company.owner })).body
})
afterAll(() => world[Symbol.asyncDispose]())

const idOf = (builtIn: string) => fields.find((field) => field.builtIn === builtIn)?.fieldId ?? ''

/** Somebody who said these words; his conversation is whose it is given to. */
async function visitorWho(words: readonly string[], agentId?: string) {
  const { companyId } = company
  const visit = await world.app.visitors.startVisit({
    connectionId: uuidv7(),
    companyId,
    siteId,
    styleId: null,
    ip: '1.2.3.4',
    userAgent: '',
  })
  const opener = { companyId, siteId, styleId: null, visitorId: visit.visitorId, visitId: visit.visitId }
  let conversationId: string | null = null
  for (const text of words) {
    await world.app.conversations.visitorSays(opener, conversationId, { id: uuidv7(), body: { type: 'text', text } })
    conversationId = (await world.app.conversations.ofVisitor(companyId, visit.visitorId))?.conversationId ?? null
  }
  if (agentId && conversationId) {
    await world.db.company(companyId, async ({ q }) => {
      await q
        .updateTable('conversation')
        .set({ status: 'open', agent_id: agentId })
        .where('company_id', '=', companyId)
        .where('conversation_id', '=', conversationId)
        .execute()
    })
  }
  return { visitorId: visit.visitorId, conversationId: conversationId ?? '' }
}

const get = async (visitorId: string, token = lin.token) =>
  (await world.ask<Card>('GET', `/api/visitors/${visitorId}/card`, { token })).body
const save = (visitorId: string, changes: readonly [string, unknown, unknown][], token = lin.token) =>
  world.ask<Card>('PUT', `/api/visitors/${visitorId}/card`, {
    token,
    body: { changes: changes.map(([fieldId, was, value]) => ({ fieldId, was, value })) },
  })
const fill = async (visitorId: string, builtIn: string, value: string, token = lin.token) => {
  const answer = await save(visitorId, [[idOf(builtIn), null, value]], token)
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
}
const problem = (answer: Answer) => world.problemOf(answer)

describe('a card (D3.4)', () => {
  it('begins with the fields that every company has', () => {
    expect(fields.map(({ builtIn }) => builtIn)).toEqual([...builtInCardFields])
  })

  it('keeps a phone as the world writes it, and refuses what is none without changing anything', async () => {
    const { visitorId } = await visitorWho(['你好'], lin.agentId)
    const good = await save(visitorId, [[idOf('phone'), null, ' 138-0013 8000']])
    expect(good.body.values).toEqual({ [idOf('phone')]: '+8613800138000' })
    const bad = await save(visitorId, [
      [idOf('phone'), '+8613800138000', '12345'],
      [idOf('note'), null, '急'],
    ])
    expect([bad.status, problem(bad).fields?.[0]?.code]).toEqual([422, 'card_value.phone'])
    expect((await get(visitorId)).values).toEqual({ [idOf('phone')]: '+8613800138000' })
  })

  it('has the visitor’s name as its name, wherever it was given (D2.1)', async () => {
    const { visitorId } = await visitorWho(['你好'], lin.agentId)
    await fill(visitorId, 'name', '王女士')
    const visitor = await world.ask<{ visitor: { name: string } }>('GET', `/api/visitors/${visitorId}`, {
      token: lin.token,
    })
    expect(visitor.body.visitor.name).toBe('王女士')
    await world.ask('PUT', `/api/visitors/${visitorId}/name`, { token: lin.token, body: { name: '王总' } })
    expect((await get(visitorId)).values[idOf('name')]).toBe('王总')
  })

  it('lets two agents work on different fields, and tells the second one who changes the same', async () => {
    const { visitorId } = await visitorWho(['你好'], lin.agentId)
    await fill(visitorId, 'qq', '10001')
    expect((await save(visitorId, [[idOf('note'), null, '小林写的']])).status).toBe(200)
    expect((await save(visitorId, [[idOf('age'), null, '30']], company.owner)).status).toBe(200)
    const late = await save(visitorId, [[idOf('note'), null, '老板写的']], company.owner)
    expect([late.status, problem(late).code, problem(late).fields?.[0]?.path]).toEqual([
      409,
      'card.changed_meanwhile',
      idOf('note'),
    ])
    expect((await get(visitorId)).values).toMatchObject({ [idOf('note')]: '小林写的', [idOf('age')]: '30' })
    // Sent again after the answer was lost: nothing is in the way.
    expect((await save(visitorId, [[idOf('note'), null, '小林写的']])).status).toBe(200)
  })

  it('is told to who has the conversation open, with the name that a fresh load shows (D2.1)', async () => {
    const { visitorId, conversationId } = await visitorWho(['你好'], lin.agentId)
    const heard: { type: string; conversationId?: string; name?: string }[] = []
    const desk = new WebSocket(`${world.app.localUrl.replace('http', 'ws')}/realtime/agent`, { origin: world.app.url })
    desk.on('message', (frame) => heard.push(JSON.parse(String(frame))))
    await once(desk, 'open')
    desk.send(JSON.stringify({ type: 'hello', protocol: 1, token: lin.token }))
    desk.send(JSON.stringify({ type: 'open', conversationId, after: 0 }))
    await vi.waitFor(() => expect(heard.some(({ type }) => type === 'opened')).toBe(true), patience)
    await fill(visitorId, 'name', '李雷')
    const about = () => heard.filter((frame) => frame.type === 'card' || frame.type === 'visitor_name')
    await vi.waitFor(() => expect(new Set(about().map(({ type }) => type)).size).toBe(2), patience)
    desk.close()
    expect(about().find(({ type }) => type === 'visitor_name')).toMatchObject({ conversationId, name: '李雷' })
    const loaded = await world.ask('GET', `/api/conversations/${conversationId}`, { token: lin.token })
    expect(loaded.body).toMatchObject({ visitorName: '李雷' })
  })

  it('is on record with every change', async () => {
    const { visitorId } = await visitorWho(['你好'], lin.agentId)
    await fill(visitorId, 'note', '记一笔')
    const rows = await world.db.company(company.companyId, ({ q }) =>
      q.selectFrom('security_audit').selectAll().where('company_id', '=', company.companyId).execute(),
    )
    expect(rows).toContainEqual(expect.objectContaining({ action: 'card.saved', subject: visitorId }))
  })
})

describe('fields of cards', () => {
  const manage = (method: string, path: string, body?: unknown) =>
    world.ask<CardField>(method, `/api/card/fields${path}`, { token: company.owner, ...(body ? { body } : {}) })

  it('are the company’s to define: shown to whom it says, required and unique where it says', async () => {
    const roleIds = [company.roleId('supervisor')]
    const added = await manage('POST', '', { name: '会员号', kind: 'text', roleIds, isUnique: true })
    const { fieldId } = added.body
    const form = async (token: string) =>
      (await world.ask<CardField[]>('GET', '/api/card/form', { token })).body.map((field) => field.fieldId)
    expect(await form(lin.token)).toContain(fieldId)
    expect(await form(company.owner)).toContain(fieldId)
    expect(await form(chen.token)).not.toContain(fieldId)

    const first = await visitorWho(['你好'], chen.agentId)
    const second = await visitorWho(['你好'], lin.agentId)
    const seesAll = company.owner
    expect((await save(first.visitorId, [[fieldId, null, 'A1']], seesAll)).status).toBe(200)
    expect(await get(first.visitorId, chen.token)).toMatchObject({ values: {} })
    expect(problem(await save(first.visitorId, [[fieldId, null, 'A2']], chen.token)).fields?.[0]?.code).toBe(
      'card_field.not_found',
    )
    expect(problem(await save(second.visitorId, [[fieldId, null, 'a1']], seesAll)).fields?.[0]?.code).toBe(
      'card.value_taken',
    )

    await manage('PUT', `/${fieldId}`, { name: '会员号', isRequired: true, roleIds: [] })
    const without = await save(second.visitorId, [[idOf('note'), null, 'x']])
    expect(problem(without).fields?.[0]).toMatchObject({ path: fieldId, code: 'needed' })
    await manage('DELETE', `/${fieldId}`)
    expect((await save(second.visitorId, [[idOf('note'), null, 'x']])).status).toBe(200)
    expect((await get(first.visitorId, seesAll)).values).toEqual({})
  })

  it('can become unique only while no two cards share a value', async () => {
    const { fieldId } = (await manage('POST', '', { name: '车牌', kind: 'text' })).body
    const [one, two] = [await visitorWho(['你好'], lin.agentId), await visitorWho(['你好'], lin.agentId)]
    for (const { visitorId } of [one, two]) await save(visitorId, [[fieldId, null, '浙A12345']])
    const refused = await manage('PUT', `/${fieldId}`, { name: '车牌', isUnique: true })
    expect(problem(refused).code).toBe('card_field.has_repeats')
    await save(two.visitorId, [[fieldId, '浙A12345', '浙A54321']])
    expect((await manage('PUT', `/${fieldId}`, { name: '车牌', isUnique: true })).status).toBe(200)
    await manage('DELETE', `/${fieldId}`)
  })

  it('keep the order they are given; built-in ones can be disabled and not removed', async () => {
    const order = [idOf('phone'), idOf('name')]
    const ordered = await world.ask<CardField[]>('PUT', '/api/card/field-order', {
      token: company.owner,
      body: { fieldIds: order },
    })
    expect(ordered.body.slice(0, 3).map(({ builtIn }) => builtIn)).toEqual(['phone', 'name', 'wechat'])
    expect(problem(await manage('DELETE', `/${idOf('qq')}`)).code).toBe('card_field.built_in')
    expect((await manage('POST', '', { name: '等级', kind: 'select' })).status).toBe(422)
  })
})

describe('two visitors who are one person (D3.4)', () => {
  const duplicates = async (visitorId: string, token = lin.token) =>
    (await world.ask<CardDuplicate[]>('GET', `/api/visitors/${visitorId}/card/duplicates`, { token })).body
  const merge = (visitorId: string, otherVisitorId: string, take: string[] = [], token = lin.token) =>
    world.ask<{ card: Card; mergeId: string }>('POST', `/api/visitors/${visitorId}/card/merge`, {
      token,
      body: { otherVisitorId, take },
    })
  const history = async (visitorId: string, token = lin.token, lastConversationId = '') => {
    const answer = await world.ask<{ messages: { body: { text?: string } }[] }>(
      'GET',
      `/api/visitors/${visitorId}/messages${lastConversationId && `?lastConversationId=${lastConversationId}`}`,
      { token },
    )
    return answer.body.messages?.flatMap(({ body }) => body.text ?? [])
  }

  it('are proposed, become one card and one history, and can be parted again', async () => {
    const mobile = await visitorWho(['手机上说的'], lin.agentId)
    const desktop = await visitorWho(['电脑上说的'], lin.agentId)
    await fill(mobile.visitorId, 'phone', '13911110000')
    await fill(mobile.visitorId, 'name', '周先生')
    await fill(mobile.visitorId, 'note', '老客户')
    expect(await duplicates(mobile.visitorId)).toEqual([])
    await fill(desktop.visitorId, 'phone', '+86 139 1111 0000')
    await fill(desktop.visitorId, 'note', '要发票')
    expect(await duplicates(desktop.visitorId)).toMatchObject([
      { visitorId: mobile.visitorId, name: '周先生', matches: [idOf('phone')], conversationCount: 1 },
    ])

    const { body } = await merge(desktop.visitorId, mobile.visitorId)
    expect(body.card.values).toEqual({
      [idOf('phone')]: '+8613911110000',
      [idOf('name')]: '周先生',
      [idOf('note')]: '要发票',
    })
    expect(await get(mobile.visitorId)).toMatchObject({ values: body.card.values })
    expect(await history(desktop.visitorId)).toEqual(['手机上说的', '电脑上说的'])
    expect(await history(mobile.visitorId)).toEqual(['手机上说的', '电脑上说的'])
    // Both go on: each is read from its own end, with all of the other above it.
    const onPhone = await world.app.conversations.ofVisitor(company.companyId, mobile.visitorId)
    expect(await history(mobile.visitorId, lin.token, onPhone?.conversationId)).toEqual(['电脑上说的', '手机上说的'])
    expect(await duplicates(desktop.visitorId)).toEqual([])

    await save(desktop.visitorId, [[idOf('age'), null, '40']])
    const parted = await world.ask<Card>('POST', `/api/visitors/${desktop.visitorId}/card/undo-merge`, {
      token: lin.token,
      body: { mergeId: body.mergeId },
    })
    expect(parted.body.values).toEqual({
      [idOf('phone')]: '+8613911110000',
      [idOf('note')]: '要发票',
      [idOf('age')]: '40',
    })
    expect((await get(mobile.visitorId)).values).toMatchObject({ [idOf('name')]: '周先生', [idOf('note')]: '老客户' })
    expect(await history(desktop.visitorId)).toEqual(['电脑上说的'])
  })

  it('are nobody’s to find or to merge who may not see both', async () => {
    const mine = await visitorWho(['小陈的'], chen.agentId)
    const hers = await visitorWho(['小林的'], lin.agentId)
    await fill(mine.visitorId, 'wechat', 'same_person1', chen.token)
    await fill(hers.visitorId, 'wechat', 'same_person1')
    expect(await duplicates(mine.visitorId, chen.token)).toEqual([])
    const refused = await merge(mine.visitorId, hers.visitorId, [], chen.token)
    expect([refused.status, problem(refused).code]).toEqual([404, 'visitor.not_found'])
    expect(await history(mine.visitorId, chen.token)).toEqual(['小陈的'])
    expect((await merge(mine.visitorId, hers.visitorId, [], company.owner)).status).toBe(200)
    expect(await history(mine.visitorId, chen.token)).toEqual(['小陈的', '小林的'])
  })
})

describe('what was said, as values for the card (D3.5)', () => {
  it('comes with the message that each was read from, and never from a conversation out of scope', async () => {
    const { visitorId, conversationId } = await visitorWho(
      ['我姓赵，电话一三九二二二二零零零零', '微信同号，人在成都'],
      chen.agentId,
    )
    const { body } = await world.ask<CardSuggestion[]>('GET', `/api/visitors/${visitorId}/card/suggestions`, {
      token: chen.token,
    })
    const by = (builtIn: string) => body.find(({ fieldId }) => fieldId === idOf(builtIn))
    expect(by('phone')).toMatchObject({ value: '+8613922220000', source: { conversationId } })
    expect(by('wechat')).toMatchObject({ value: '13922220000', source: { excerpt: '微信同号，人在成都' } })
    expect(by('name')?.value).toBe('赵')
    expect(by('region')?.value).toBe('四川 成都')
    expect((by('wechat')?.source.seq ?? 0) > (by('phone')?.source.seq ?? 0)).toBe(true)

    const hers = await visitorWho(['电话13933330000'], lin.agentId)
    const refused = await world.ask('GET', `/api/visitors/${hers.visitorId}/card/suggestions`, { token: chen.token })
    expect(refused.status).toBe(404)
  })
})

describe('what a conversation keeps of its visitor’s card (D1.5)', () => {
  const found = async (filter: object) => {
    const { body } = await world.ask<{ items: { conversationId: string }[] }>('POST', '/api/conversations/find', {
      token: company.owner,
      body: { filter, limit: 200 },
    })
    return body.items.map(({ conversationId }) => conversationId)
  }
  const withCard = () => found({ field: 'card', is: true })
  const withPhone = () => found({ field: 'phone', is: true })

  it('is true at once, of conversations before and after, over merging and parting', async () => {
    const one = await visitorWho(['你好'], lin.agentId)
    expect(await withCard()).not.toContain(one.conversationId)
    await fill(one.visitorId, 'name', '赵先生')
    expect(await withCard()).toContain(one.conversationId)
    expect(await withPhone()).not.toContain(one.conversationId)
    const other = await visitorWho(['在吗'], lin.agentId)
    await fill(other.visitorId, 'phone', '13900139000')
    expect(await withPhone()).toContain(other.conversationId)

    const { mergeId } = (
      await world.ask<{ mergeId: string }>('POST', `/api/visitors/${one.visitorId}/card/merge`, {
        token: lin.token,
        body: { otherVisitorId: other.visitorId, take: [] },
      })
    ).body
    expect(await withPhone()).toEqual(expect.arrayContaining([one.conversationId, other.conversationId]))
    await world.ask('POST', `/api/conversations/${one.conversationId}/close`, { token: lin.token })
    const again = await world.app.conversations.visitorSays(
      { companyId: company.companyId, siteId, styleId: null, visitorId: one.visitorId, visitId: null },
      null,
      { id: uuidv7(), body: { type: 'text', text: '又来了' } },
    )
    expect(await withPhone()).toContain(again.conversationId)

    await world.ask('POST', `/api/visitors/${one.visitorId}/card/undo-merge`, { token: lin.token, body: { mergeId } })
    const phones = await withPhone()
    expect(phones).not.toContain(one.conversationId)
    expect(phones).not.toContain(again.conversationId)
    expect(phones).toContain(other.conversationId)
    await save(other.visitorId, [[idOf('phone'), '+8613900139000', null]])
    expect(await withPhone()).not.toContain(other.conversationId)
  })

  it('goes with a field that is removed', async () => {
    const { body: field } = await world.ask<CardField>('POST', '/api/card/fields', {
      token: company.owner,
      body: { kind: 'phone', name: '座机' },
    })
    const { visitorId, conversationId } = await visitorWho(['你好'], lin.agentId)
    expect((await save(visitorId, [[field.fieldId, null, '0571-88001234']])).status).toBe(200)
    expect(await withPhone()).toContain(conversationId)
    await world.ask('DELETE', `/api/card/fields/${field.fieldId}`, { token: company.owner })
    expect(await withPhone()).not.toContain(conversationId)
    expect(await withCard()).not.toContain(conversationId)
  })

  it('is in time also for a conversation that begins while the card is saved', async () => {
    for (let round = 0; round < 8; round++) {
      const { visitorId, conversationId } = await visitorWho(['你好'], lin.agentId)
      await world.ask('POST', `/api/conversations/${conversationId}/close`, { token: lin.token })
      const opener = { companyId: company.companyId, siteId, styleId: null, visitorId, visitId: null }
      const [begun] = await Promise.all([
        world.app.conversations.visitorSays(opener, null, { id: uuidv7(), body: { type: 'text', text: '再问一下' } }),
        fill(visitorId, 'phone', `1380013${1000 + round}`),
      ])
      expect(await withPhone()).toContain(begun.conversationId)
    }
  })
})
