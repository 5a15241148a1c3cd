import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { type TestApp, testApp } from '../../../testing/app.ts'
import { sensitiveWorld } from './sensitive.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const textOf = (frame: { message: { body: { text?: string } } }) => frame.message.body.text

describe('A11 what a visitor says', () => {
  it('arrives with stars in place of a masked word, is stored so, and is told to himself so', async () => {
    const world = await sensitiveWorld(server)
    await world.list('mask', ['混蛋'])
    await using talk = await world.talk()
    const id = uuidv7()
    talk.chat.say({ type: 'send', id, body: { type: 'text', text: '你这个混 蛋！' } })
    expect(await talk.chat.hears('ack', (frame) => frame.id === id)).toMatchObject({
      body: { type: 'text', text: '你这个***！' },
    })
    expect(textOf(await talk.desk.hears('message', (frame) => frame.message.id === id))).toBe('你这个***！')
    const { body } = await server.ask<{ messages: { body: { text: string } }[] }>(
      'GET',
      `/api/visitors/${talk.visitorId}/messages`,
      { token: world.agent.token },
    )
    expect(JSON.stringify(body)).toContain('你这个***！')
    expect(JSON.stringify(body)).not.toContain('混')
    // Sent again it is the same message.
    talk.chat.say({ type: 'send', id, body: { type: 'text', text: '你这个混 蛋！' } })
    const again = await vi.waitFor(() => {
      const acks = talk.chat.heard.filter((frame) => frame.type === 'ack' && frame.id === id)
      expect(acks).toHaveLength(2)
      return acks
    })
    expect(again[1]).toEqual(again[0])
    expect(await world.hits()).toMatchObject([{ action: 'mask', words: ['混蛋'], text: null, agentId: null }])
  })

  it('is not sent with a blocked word: he is told in the company’s words and his language, and nothing is stored', async () => {
    const world = await sensitiveWorld(server)
    await world.list('block', ['办假证'], ['visitor'])
    const words = { 'zh-CN': '请换个说法。', 'en-US': 'Say it otherwise, please.' }
    await world.must(world.ask('PUT', '/sensitive-words/notice', { blocked: words, warned: words }))
    await using first = await world.chat({ locale: 'en-US' })
    await first.welcomed()
    await expect(first.says('辦-假-證吗')).rejects.toThrow('sensitive.blocked')
    expect(await first.hears('refused')).toMatchObject({ title: 'Say it otherwise, please.' })
    expect(await first.hears('refused')).not.toHaveProperty('words')
    await using talk = await world.talk()
    await expect(talk.chat.says('办假证吗')).rejects.toThrow('sensitive.blocked')
    expect(await talk.chat.hears('refused')).toMatchObject({ title: '请换个说法。' })
    expect((await talk.chat.says('那算了')).seq).toBeLessThan(5)
    const hits = await world.hits()
    expect(hits).toMatchObject([
      { action: 'block', conversationId: talk.conversationId, seq: null, text: null },
      { action: 'block', conversationId: null, seq: null },
    ])
    // Agents may say it: it stands in the visitors' list alone.
    await talk.desk.says(talk.conversationId, '我们不办假证')
  })

  it('is sent with a word he is warned of, and he reads the reminder', async () => {
    const world = await sensitiveWorld(server)
    await world.list('warn', ['垃圾'])
    await using talk = await world.talk()
    await talk.chat.says('你们真垃圾')
    expect(await talk.chat.hears('ack', (frame) => frame.notice !== undefined)).toMatchObject({
      notice: '请文明交流，我们会尽力帮助您。',
    })
  })

  it('is seen while he types without what would not be let through', async () => {
    const world = await sensitiveWorld(server)
    await world.list('mask', ['混蛋'])
    await world.list('block', ['办假证'])
    await world.list('watch', ['退款'])
    await using talk = await world.talk()
    talk.chat.say({ type: 'typing', text: '混蛋，办假证不如退款' })
    expect(await talk.desk.hears('typing')).toMatchObject({ text: '**，***不如退款' })
  })

  it('marks the row at once when it holds a word to watch for, with how it was written (D1.3)', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['退款'])
    await world.list('mask', ['混蛋'])
    await using talk = await world.talk()
    await talk.chat.says('我要退 款')
    await talk.row(({ sensitive }) => sensitive.length === 1)
    await talk.chat.says('混蛋，退款！')
    const { conversation } = await talk.row(({ sensitive }) => sensitive.length === 3)
    expect(conversation.sensitive).toEqual([
      { word: '退款', watched: '退 款' },
      { word: '混蛋', watched: null },
      { word: '退款', watched: '退款' },
    ])
    await using again = await world.desk()
    const { inbox } = await again.hears('welcome')
    expect(inbox).toMatchObject([{ sensitive: conversation.sensitive }])
  })

  it('marks the row from its very first words on, also while it waits', async () => {
    const world = await sensitiveWorld(server)
    await world.list('watch', ['投诉'])
    await using chat = await world.chat()
    await chat.welcomed()
    await chat.says('我要投诉')
    await using desk = await world.desk(world.supervisor.token)
    expect((await desk.hears('welcome')).inbox).toMatchObject([{ sensitive: [{ word: '投诉', watched: '投诉' }] }])
    const found = await server.ask<{ items: unknown[] }>('POST', '/api/conversations/find', {
      token: world.owner,
      body: { filter: { field: 'sensitive', is: true } },
    })
    const without = await server.ask<{ items: unknown[] }>('POST', '/api/conversations/find', {
      token: world.owner,
      body: { filter: { field: 'sensitive', is: false } },
    })
    expect([found.body.items.length, without.body.items.length]).toEqual([1, 0])
  })

  it('is the same message when it was stored before its word was listed', async () => {
    const world = await sensitiveWorld(server)
    await using talk = await world.talk()
    const say = () => talk.chat.say({ type: 'send', id, body: { type: 'text', text: '你这个混蛋' } })
    const id = uuidv7()
    say()
    await talk.chat.hears('ack', (frame) => frame.id === id)
    await world.list('block', ['混蛋'])
    say()
    await vi.waitFor(() => expect(talk.chat.heard.filter((frame) => frame.id === id)).toHaveLength(2))
    expect(talk.chat.heard.filter((frame) => frame.id === id).map(({ type }) => type)).toEqual(['ack', 'ack'])
    expect(await world.hits()).toEqual([])
  })
})

describe('A11 what an agent says', () => {
  it('is held back until he means it, and is then sent once', async () => {
    const world = await sensitiveWorld(server)
    await world.list('warn', ['保证'], ['agent'])
    await using talk = await world.talk()
    const id = uuidv7()
    const frame = { type: 'send', id, conversationId: talk.conversationId, body: { type: 'text', text: '我保證不坏' } }
    talk.desk.say(frame)
    expect(await talk.desk.hears('refused')).toMatchObject({ id, code: 'sensitive.warned', words: ['保证'] })
    expect(await world.hits()).toEqual([])
    talk.desk.say({ ...frame, anyway: true })
    await talk.desk.hears('ack', (ack) => ack.id === id)
    expect(textOf(await talk.chat.hears('message', ({ message }) => message.id === id))).toBe('我保證不坏')
    expect(await world.hits()).toMatchObject([
      { action: 'warn', side: 'agent', agentId: world.agent.agentId, words: ['保证'] },
    ])
  })

  it('is never sent with a blocked word, whatever he means; a card is read like a text', async () => {
    const world = await sensitiveWorld(server)
    await world.list('block', ['私下转账'], ['agent'])
    await using talk = await world.talk()
    const { conversationId } = talk
    const card = { type: 'card', title: '付款', text: '请私下转账', url: 'https://shop.example/pay' }
    for (const body of [{ type: 'text', text: '私下转账吧' }, card]) {
      await expect(talk.desk.sends({ conversationId, body, anyway: true })).rejects.toThrow('sensitive.blocked')
    }
    expect(await talk.desk.hears('refused')).toMatchObject({ words: ['私下转账'] })
    // Colleagues may be told.
    await talk.desk.sends({ conversationId, body: { type: 'note', text: '他要私下转账', mentions: [] } })
    expect(await world.hits()).toMatchObject([{ action: 'block' }, { action: 'block' }])
  })

  it('that is refused changes nothing: what waits goes on waiting', async () => {
    const world = await sensitiveWorld(server)
    await world.list('block', ['滚'], ['agent'])
    await using desk = await world.desk()
    await world.must(world.ask('PUT', '/me/state', { state: 'busy' }, world.agent.token))
    await using chat = await world.chat()
    await chat.welcomed()
    const { conversationId } = await chat.says('有人吗')
    await expect(desk.says(conversationId, '滚')).rejects.toThrow('sensitive.blocked')
    const { status } = await world.must(
      world.ask<{ status: string }>('GET', `/conversations/${conversationId}`, undefined, world.agent.token),
    )
    expect(status).toBe('queued')
    expect(await world.hits()).toHaveLength(1)
  })

  it('is changed from one moment to the next with the list', async () => {
    const world = await sensitiveWorld(server)
    await using talk = await world.talk()
    await talk.desk.says(talk.conversationId, '加微信')
    await world.list('block', ['微信'])
    await expect(talk.desk.says(talk.conversationId, '加微信')).rejects.toThrow('sensitive.blocked')
    const [word] = (await world.words('agent')).items
    await world.must(world.ask('PUT', '/sensitive-words', { wordIds: [word?.wordId], isOn: false }))
    await talk.desk.says(talk.conversationId, '加微信')
  })

  it('is nobody else’s: another company says what it likes', async () => {
    const world = await sensitiveWorld(server)
    const other = await sensitiveWorld(server)
    await world.list('block', ['微信'])
    await using talk = await other.talk()
    await talk.desk.says(talk.conversationId, '加微信')
    await talk.chat.says('加微信')
    expect(await other.hits()).toEqual([])
  })
})
