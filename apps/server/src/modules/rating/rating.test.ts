import type { Message, Rating, RatingForm, RatingSettings } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { testSite } from '../../testing/visitors.ts'
import { defaultSettings } from './defaults.ts'

let world: TestApp
let company: Awaited<ReturnType<TestApp['company']>>
let site: Awaited<ReturnType<typeof testSite>>
let lin: { agentId: string; token: string }

beforeAll(async () => {
  world = await testApp()
  company = await world.company('yunzhou')
  site = await testSite(world, company.companyId, company.owner)
  lin = await company.agent('lin', 'agent')
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(() => save(defaultSettings))

const save = (settings: RatingSettings, token = company.owner) =>
  world.ask<RatingSettings>('PUT', '/api/rating-settings', { token, body: settings })

/** A conversation that 小林 has answered, or not. */
async function talk({ isAnswered = true } = {}) {
  const visitor = await site.visitor()
  const conversationId = await visitor.says('灯多少钱？')
  const path = `/api/conversations/${conversationId}`
  await world.ask('POST', `${path}/accept`, { token: lin.token })
  if (isAnswered) {
    const agent = { companyId: company.companyId, agentId: lin.agentId } as Parameters<
      typeof world.app.conversations.agentSays
    >[0]
    await world.app.conversations.agentSays(agent, conversationId, {
      id: uuidv7(),
      body: { type: 'text', text: '一百二十元。' },
    })
  }
  return {
    visitor,
    conversationId,
    invite: (token = lin.token) => world.ask<Rating>('POST', `${path}/rating-invitation`, { token }),
    rating: async () => (await world.ask<Rating>('GET', `${path}/rating`, { token: lin.token })).body,
    async close() {
      await world.ask('POST', `${path}/close`, { token: lin.token })
      await world.jobsDone()
    },
    rate: (stars: number, more: object = {}, headers = visitor.headers) =>
      world.ask<RatingForm>('POST', `/api/my${path.slice(4)}/rating`, { headers, body: { stars, ...more } }),
    form: (headers = visitor.headers) => world.ask<RatingForm>('GET', `/api/my${path.slice(4)}/rating`, { headers }),
    async events() {
      const { body } = await world.ask<Message[]>('GET', `${path}/messages`, { token: lin.token })
      expect(body.map(({ seq }) => seq)).toEqual(body.map((_, index) => index + 1))
      return body.flatMap((message) => (message.body.type === 'event' ? [message.body] : []))
    },
  }
}

describe('D2.8 a visitor is asked for a rating', () => {
  it('by the agent, once, and it stands in the stream', async () => {
    const conversation = await talk()
    expect((await conversation.form()).status).toBe(404)
    expect((await conversation.rate(5)).status).toBe(404)
    await Promise.all([conversation.invite(), conversation.invite()])
    const asked = (await conversation.events()).filter(({ event }) => event === 'rating_invited')
    expect(asked).toEqual([{ type: 'event', event: 'rating_invited', agentId: lin.agentId }])
    expect((await conversation.form()).body).toMatchObject({ asksComment: true, rated: null })
  })

  it('not before somebody has answered, and by nobody who does not see the conversation', async () => {
    const silent = await talk({ isAnswered: false })
    expect(world.problemOf(await silent.invite()).code).toBe('rating.not_answered')
    const stranger = await company.agent('stranger', 'agent')
    const answered = await talk()
    expect((await answered.invite(stranger.token)).status).toBe(404)
  })

  it('by itself when the conversation is over, where the company wants that and there is something to rate', async () => {
    const invited = async (isAnswered: boolean) => {
      const conversation = await talk({ isAnswered })
      await conversation.close()
      const [last] = (await conversation.events()).slice(-1)
      return last?.event === 'rating_invited'
    }
    expect(await invited(true)).toBe(true)
    expect(await invited(false)).toBe(false)
    await save({ ...defaultSettings, siteIdsWithoutInvitation: [site.siteId] })
    expect(await invited(true)).toBe(false)
    await save({ ...defaultSettings, invitesAtEnd: false })
    expect(await invited(true)).toBe(false)
    await save({ ...defaultSettings, isOn: false })
    expect(await invited(true)).toBe(false)
  })

  it('not a second time at the end, when the agent has asked before', async () => {
    const conversation = await talk()
    await conversation.invite()
    await conversation.close()
    expect((await conversation.events()).filter(({ event }) => event === 'rating_invited')).toHaveLength(1)
  })
})

describe('D2.8 a rating', () => {
  it('is given once; the same again is the same, another one is refused; also after the end', async () => {
    const conversation = await talk()
    await conversation.close()
    const answer = { tags: ['态度亲切'], comment: '谢谢小林' }
    const answers = await Promise.all([conversation.rate(5, answer), conversation.rate(5, answer)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(world.problemOf(await conversation.rate(1, answer)).code).toBe('rating.given')
    expect((await conversation.rating()).rated).toMatchObject({ stars: 5, ...answer })
    expect((await conversation.events()).filter(({ event }) => event === 'rated')).toEqual([
      { type: 'event', event: 'rated', stars: 5, ...answer },
    ])
  })

  it('keeps only reasons that were offered with these stars, counted alike in both languages', async () => {
    const conversation = await talk()
    await conversation.invite()
    await conversation.rate(2, { tags: ['Unfriendly', '回复太慢', '态度亲切', '<b>自己编的</b>'] })
    expect((await conversation.rating()).rated?.tags).toEqual(['态度不好', '回复太慢'])
  })

  it('is the visitor’s own: nobody else can give it or read its form', async () => {
    const conversation = await talk()
    await conversation.invite()
    const other = await site.visitor()
    expect((await conversation.rate(1, {}, other.headers)).status).toBe(404)
    expect((await conversation.form(other.headers)).status).toBe(404)
    expect((await conversation.rating()).rated).toBeNull()
  })
})

describe('D2.8 how visitors are asked', () => {
  it('is decided by administrators; a reason needs words in one language', async () => {
    const tag = { text: { 'zh-CN': '等太久', 'en-US': '' }, stars: [1] }
    expect((await save({ ...defaultSettings, tags: [tag] }, lin.token)).status).toBe(403)
    expect((await save({ ...defaultSettings, tags: [tag] })).body.tags).toEqual([tag])
    const nameless = { ...tag, text: { 'zh-CN': '', 'en-US': '' } }
    expect(world.problemOf(await save({ ...defaultSettings, tags: [nameless] })).fields?.[0]?.path).toBe('tags.0.text')
  })
})
