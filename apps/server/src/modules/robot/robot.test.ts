import type { RobotSettings } from '@youwen/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { sitAtDesk, visit } from '../../testing/line.ts'
import { question, robotWorld } from './robot.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())
const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code
const chat = (site: string) => visit(server, site, { role: 'chat' })

test('who receives first is the robot: it answers what it knows, marked as robot, and counts it (D2.7)', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await world.settings({ name: '小云' })
  await world.add(question('多久能送到？', '三天', ['几天到货']))
  await world.add(question('可以退货吗？', '一百天内可以'))
  await using desk = await sitAtDesk(server, world.zhou.token)
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('几天到货')
  const answer = await visitor.hears('message', ({ message }) => message.from === 'robot')
  expect(answer.message).toMatchObject({ senderId: null, body: { type: 'text', text: '三天' } })
  expect((await visitor.welcomed()).robot).toEqual({ name: '小云', avatarUrl: null, isReceiving: true })
  expect((await visitor.hears('conversation')).conversation).toMatchObject({ isInCustody: true, agent: null })
  const row = await desk.hears('conversation', ({ conversation }) => conversation.conversationId === conversationId)
  expect(row.conversation).toMatchObject({ status: 'open', agentId: null, isInCustody: true })
  await world.becomes(conversationId, ['visitor: 几天到货', 'custody_began', 'robot: 三天'])
  expect((await world.tree())[0]).toMatchObject({ title: '多久能送到？', hitCount: 1 })
})

test('a question that may be several is answered by a menu, and a choice or its number by the answer', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await world.add(question('沙发多少钱？', '6980 元'))
  await world.add(question('餐桌多少钱？', '4280 元'))
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('多少钱')
  const menu = await visitor.hears('message', ({ message }) => message.from === 'robot')
  expect(menu.message.body.choices).toEqual(['沙发多少钱？', '餐桌多少钱？', '转人工'])
  await visitor.says('餐桌多少钱？')
  await visitor.hears('message', ({ message }) => message.body.text === '4280 元')
  await visitor.says('多少钱')
  await visitor.hears('message', ({ message }) => message.from === 'robot' && message.seq > 6 && message.body.choices)
  await visitor.says('1')
  await visitor.hears('message', ({ message }) => message.body.text === '6980 元')
  expect((await world.talk(conversationId)).filter((line) => line.startsWith('robot'))).toHaveLength(4)
})

test('what it does not know it says, hands over to an agent, and keeps for whoever teaches it', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await world.add(question('可以退货吗？', '一百天内可以', ['能退吗']))
  const lin = await world.agent('xiaolin', 'agent')
  await using desk = await sitAtDesk(server, lin.token)
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('你们招聘木匠师傅吗')
  await visitor.hears('conversation', ({ conversation }) => conversation.agent?.agentId === lin.agentId)
  await world.becomes(conversationId, [
    'visitor: 你们招聘木匠师傅吗',
    'custody_began',
    'robot: 这个问题我还不会，已为您转接人工客服，请稍候。',
    'custody_ended',
    'assigned',
  ])
  const row = await desk.hears('conversation', ({ conversation }) => conversation.agentId === lin.agentId)
  expect(row.conversation).toMatchObject({ isInCustody: false, handedOver: 'unknown' })
  // The visitor's stream has a place for what is not for him.
  const hidden = visitor.heard.filter(({ message }) => message?.body.event === 'hidden')
  expect(hidden).toHaveLength(2)

  const unanswered = async () =>
    (
      await world.must(
        world.ask<{ items: { questionId: string; text: string; count: number }[] }>('GET', '/robot/unanswered'),
      )
    ).items
  const [asked] = await unanswered()
  expect(asked).toMatchObject({ text: '你们招聘木匠师傅吗', count: 1 })
  const [known] = await world.tree()
  await world.must(world.ask('POST', `/robot/unanswered/${asked?.questionId}/variant`, { entryId: known?.entryId }))
  expect(await unanswered()).toEqual([])
  const trial = await world.must(
    world.ask<{ outcome: string }>('POST', '/robot/try', { question: '你们招聘木匠师傅吗？' }),
  )
  expect(trial.outcome).toBe('answer')
})

test('who asks for a person is handed over at once; where nobody is there he is told so, and waits (A8)', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('我要转人工')
  const row = await visitor.hears('conversation', ({ conversation }) => conversation.status === 'queued')
  expect(row.conversation.position).toBe(1)
  expect((await world.talk(conversationId)).slice(2)).toEqual([
    'robot: 现在没有客服在线。请留下您的问题和联系电话，我们上线后会尽快联系您。',
    'custody_ended',
    'queued',
  ])
  // Nobody has it, so the robot is silent until an agent takes it.
  await visitor.says('在吗')
  await server.app.robot.settled()
  expect((await world.talk(conversationId)).at(-1)).toBe('visitor: 在吗')
})

test('who waits too long is told so in his language, and may be answered until somebody comes online (A8)', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await world.settings({ waitLimitSeconds: 30, afterWait: 'robot' })
  await world.add(question('沙发多少钱？', '6980 元'))
  await world.add(question('餐桌多少钱？', '4280 元'))
  await using visitor = await visit(server, world.site, { role: 'chat', locale: 'en-GB' })
  const { conversationId } = await visitor.says('Talk to a person')
  const said = (text: RegExp) =>
    visitor.hears('message', ({ message }) => message.from === 'robot' && text.test(message.body.text))
  await said(/^Nobody is online right now\./)
  await server.app.db.all(({ q }) =>
    sql`update conversation set wake_at = now() where conversation_id = ${conversationId} and wake_at is not null`.execute(
      q,
    ),
  )
  await said(/^Sorry to keep you waiting\./)
  await visitor.says('多少钱')
  const menu = await said(/^Did you mean:$/)
  expect(menu.message.body.choices).toEqual(['沙发多少钱？', '餐桌多少钱？', 'Talk to a person'])
  await visitor.says('2')
  await said(/^4280 元$/)
  const row = await visitor.hears(
    'conversation',
    ({ conversation }) => conversation.isInCustody && conversation.position,
  )
  expect(row.conversation).toMatchObject({ status: 'queued', position: 1 })

  const lin = await world.agent('xiaolin', 'agent')
  await using _desk = await sitAtDesk(server, lin.token)
  await visitor.hears('conversation', ({ conversation }) => conversation.agent?.agentId === lin.agentId)
  await visitor.says('多少钱')
  await server.app.robot.settled()
  expect((await world.talk(conversationId)).slice(-2)).toEqual(['assigned', 'visitor: 多少钱'])
})

test('a company’s own words are kept in the language they were written in; the others are those of every robot', async () => {
  const world = await robotWorld(server)
  const old = { greeting: '在的', menu: '您问的是', unknown: '不会', person: '好', thanks: '嗯' }
  await world.settings()
  await server.app.db.all(({ q }) =>
    sql`update robot_settings set says = ${JSON.stringify({ 'zh-CN': old })}::jsonb where company_id = ${world.companyId}`.execute(
      q,
    ),
  )
  server.app.events.publish([{ type: 'robot.changed', companyId: world.companyId }])
  const { says } = await world.must(world.ask<RobotSettings>('GET', '/robot/settings'))
  expect(says['zh-CN']).toMatchObject({ ...old, toPerson: '转人工' })
  expect(says['en-US'].menu).toBe('Did you mean:')
})

test('a greeting is greeted, with what is asked most, and thanks end nothing', async () => {
  const world = await robotWorld(server, { receives: 'first' })
  await world.add(question('多久能送到？', '三天'))
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('你好，在吗')
  const greeting = await visitor.hears('message', ({ message }) => message.from === 'robot')
  expect(greeting.message.body.choices).toEqual(['多久能送到？'])
  await visitor.says('好的谢谢')
  await visitor.hears('message', ({ message }) => message.body.text === '不客气，还有问题随时问我。')
  await world.becomes(conversationId, [
    'visitor: 你好，在吗',
    'custody_began',
    'robot: 您好，我是智能助手，请直接说您想问的问题。',
    'visitor: 好的谢谢',
    'robot: 不客气，还有问题随时问我。',
  ])
})

test('when nobody is there it receives, when somebody is he does; a site may differ from its company', async () => {
  const world = await robotWorld(server, { receives: 'unattended' })
  await world.add(question('多久能送到？', '三天'))
  await using alone = await chat(world.site)
  const first = await alone.says('多久能送到')
  await alone.hears('message', ({ message }) => message.from === 'robot')
  await using _desk = await sitAtDesk(server, world.zhou.token)
  await using served = await chat(world.site)
  const second = await served.says('多久能送到')
  expect(await world.talk(second.conversationId)).toEqual(['visitor: 多久能送到', 'assigned'])
  expect(await world.talk(first.conversationId)).toHaveLength(3)

  const [site] = await server.app.company.sites(world.companyId)
  await world.settings({ receives: 'first', sites: [{ siteId: site?.siteId ?? '', receives: 'never' }] })
  await using never = await chat(world.site)
  const third = await never.says('多久能送到')
  expect((await world.talk(third.conversationId))[1]).toBe('assigned')
})

test('an agent lets the robot answer, sees what was said, and has it back by speaking (D2.7)', async () => {
  const world = await robotWorld(server)
  await world.add(question('多久能送到？', '三天'))
  const lin = await world.agent('xiaolin', 'agent')
  await using desk = await sitAtDesk(server, lin.token)
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('多久能送到')
  // What waits for an answer is answered as soon as the robot has the word.
  expect((await world.setCustody(lin.token, conversationId, true)).body).toMatchObject({ isInCustody: true })
  await visitor.hears('message', ({ message }) => message.body.text === '三天')
  await desk.hears('message', ({ message }) => message.body.text === '三天')
  await desk.says(conversationId, '还有什么想问的？')
  await visitor.hears('message', ({ message }) => message.from === 'agent')
  await visitor.says('多久能送到')
  await server.app.robot.settled()
  expect(await world.talk(conversationId)).toEqual([
    'visitor: 多久能送到',
    'assigned',
    'custody_began',
    'robot: 三天',
    'custody_ended',
    'agent: 还有什么想问的？',
    'visitor: 多久能送到',
  ])
})

test('for an agent who is busy it answers in all his conversations, also in new ones, until he is back', async () => {
  const world = await robotWorld(server)
  await world.add(question('多久能送到？', '三天'))
  const lin = await world.agent('xiaolin', 'agent')
  await using _desk = await sitAtDesk(server, lin.token)
  await using early = await chat(world.site)
  const before = await early.says('多久能送到')
  const set = (isOn: boolean) => world.must(world.ask('PUT', '/robot/stand-in', { isOn }, lin.token))
  await set(true)
  await early.hears('message', ({ message }) => message.from === 'robot')
  await using late = await chat(world.site)
  const after = await late.says('多久能送到')
  await late.hears('message', ({ message }) => message.from === 'robot')
  expect((await world.talk(after.conversationId)).slice(1, 3)).toEqual(['assigned', 'custody_began'])
  await set(false)
  for (const { conversationId } of [before, after]) {
    expect((await world.talk(conversationId)).at(-1)).toBe('custody_ended')
  }
})

test('only whose conversation it is, or who looks after what is others’, changes who answers', async () => {
  const world = await robotWorld(server)
  const lin = await world.agent('xiaolin', 'agent')
  const chen = await world.agent('xiaochen', 'agent')
  const desk = await sitAtDesk(server, lin.token)
  await using visitor = await chat(world.site)
  const { conversationId } = await visitor.says('在吗')
  await desk[Symbol.asyncDispose]()
  const denied = await world.setCustody(chen.token, conversationId, true)
  expect([denied.status, codeOf(denied)]).toEqual([404, 'conversation.not_found'])
  expect((await world.setCustody(world.owner, conversationId, true)).status).toBe(200)
  const settings = await world.ask('GET', '/robot/settings', undefined, lin.token)
  expect([settings.status, codeOf(settings)]).toEqual([403, 'security.forbidden'])
})
