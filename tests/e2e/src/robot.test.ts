import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner } from './owner.ts'
import {
  type AgentPerson,
  createAgent,
  createVisitor,
  eventually,
  type Visitor,
  type VisitorOptions,
} from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser
let agent: AgentPerson
let visitor: Visitor
const people: { leave: () => Promise<void> }[] = []

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  browser = await launch()
})
afterAll(async () => {
  for (const person of people) await person.leave()
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

async function comes(options: VisitorOptions = {}): Promise<Visitor> {
  const person = await createVisitor(browser, server, options)
  people.push(person)
  await person.openPanel()
  return person
}
const inChat = async (who: Visitor, text: string) => (await who.chat()).getByText(text).first().waitFor()

describe('asking for a person while nobody is there (A8)', () => {
  it('is answered truly, in the visitor’s language, and he is given to the first who comes online', async () => {
    const { avatarUrl: _, ...settings } = await owner.robot.settings()
    await owner.robot.saveSettings({ ...settings, receives: 'first' })
    const asking = await comes({ locale: 'en-GB' })
    await asking.say('How much is the sofa? I would rather talk to a person')
    await inChat(asking, 'Nobody is online right now. Please leave your question and a phone number')
    await asking.say('Call me at 415 555 0132')
    await owner.robot.saveSettings(settings)
    agent = await createAgent(browser, server, 'xiaolin')
    people.push(agent)
    await agent.open('Call me at 415 555 0132')
    await agent.sees('访客要找人工，机器人已转接')
    await agent.say('Hello, I will call you')
    await asking.sees('Hello, I will call you')
    expect([...asking.errors, ...agent.errors]).toEqual([])
  })
})

describe('the robot in custody (D2.7)', () => {
  it('answers for an agent who hands a conversation to it, marked as robot, until the agent speaks', async () => {
    visitor = await comes()
    await visitor.say('你们家送货包邮吗')
    await agent.open('你们家送货包邮吗')
    await agent.page.getByRole('button', { name: '机器人托管' }).click()
    await inChat(visitor, '家具都含送装，不另收运费')
    await inChat(visitor, '智能助手')
    await agent.sees(/机器人替 .+ 回答/)
    await agent.sees('家具都含送装，不另收运费；灯具和小件包邮。新疆、西藏和海岛请先问客服。')
    await agent.sees('机器人正在替您回答，您发出消息就结束托管。')

    await visitor.say('你们的沙发多少钱')
    await inChat(visitor, '云憩三人沙发 6,980 元')
    await agent.say('您看中哪个颜色？')
    await visitor.sees('您看中哪个颜色？')
    await agent.sees('机器人不再回答')
    await eventually(() => agent.page.getByText('机器人正在替您回答，您发出消息就结束托管。').count()).toBe(0)
    expect(agent.errors).toEqual([])
  })

  it('receives who comes when it is first: offers what may be meant, and hands over who asks for a person', async () => {
    const { avatarUrl: _, ...settings } = await owner.robot.settings()
    await owner.robot.saveSettings({ ...settings, name: '小云', receives: 'first' })
    const asking = await comes()
    await asking.say('这个多少钱啊')
    await inChat(asking, '您是不是想问')
    await inChat(asking, '小云 · 智能助手')
    await (await asking.chat()).getByRole('button', { name: '小舟纸灯多少钱？' }).click()
    await inChat(asking, '小舟纸灯 568 元')

    const row = agent.page.getByRole('button', { name: /小舟纸灯 568 元/ })
    await agent.page.getByText('机器人', { exact: true }).first().waitFor()
    await row.first().click()
    await agent.sees('机器人正在接待这位访客，您发出消息就接管。')
    await (await asking.chat()).getByRole('button', { name: '转人工' }).click()
    await inChat(asking, '小林 为您服务')
    await agent.sees('访客要找人工，机器人已转接')
    await agent.say('您好，我来帮您')
    await asking.sees('您好，我来帮您')
    expect(asking.errors).toEqual([])
  })

  it('keeps what it does not know for whoever teaches it, who sees what it would do', async () => {
    const stranger = await comes()
    await stranger.say('你们招聘木匠学徒吗')
    await inChat(stranger, '这个问题我还不会')
    const teacher = await createAgent(browser, server, 'laozhou')
    people.push(teacher)
    const { page } = teacher
    await page.goto(`${server.url}/settings/robot`)
    await page.getByText('未答问题').click()
    const asked = page.getByRole('row').filter({ hasText: '你们招聘木匠学徒吗' })
    await asked.getByRole('button', { name: '写答案' }).click()
    expect(await page.getByLabel('问题', { exact: true }).inputValue()).toBe('你们招聘木匠学徒吗')
    await page.getByLabel('答案').last().fill('每年春天收两名学徒，请把简历寄到 hello@yunzhou.example。')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已回答 0 次').waitFor()
    await page.getByRole('button', { name: '关闭' }).click()
    await page.getByLabel('试一试').fill('招学徒吗 木匠')
    await page.getByLabel('试一试').press('Enter')
    await page.getByRole('status').getByText('你们招聘木匠学徒吗').waitFor()
    await page.getByRole('status').getByText('直接回答').waitFor()
    expect(teacher.errors).toEqual([])
  })
})

describe('a robot whose server is killed between a question and its answer', () => {
  it('gives the answer when the server is back, once', async () => {
    await using dying = await startServer({ env: { YOUWEN_FAILPOINT: 'before-robot-answer' } })
    const api = await logInAsOwner(dying)
    const { avatarUrl: _, ...settings } = await api.robot.settings()
    await api.robot.saveSettings({ ...settings, receives: 'first' })
    const asking = await createVisitor(browser, dying)
    people.push(asking)
    await asking.openPanel()
    await asking.say('你们包邮吗')
    await dying.dies()
    await dying.restart({ YOUWEN_FAILPOINT: '' })
    await inChat(asking, '家具都含送装，不另收运费')
    expect((await asking.said()).filter((text) => text.startsWith('家具都含送装'))).toHaveLength(1)
  })
})
