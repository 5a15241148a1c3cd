import type { Api } from '@youwen/sdk/api'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser
let lin: AgentPerson

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  browser = await launch()
  lin = await createAgent(browser, server, 'xiaolin')
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

const card = () => lin.page.getByRole('form', { name: '名片' })
const field = (name: string) => card().getByLabel(name, { exact: true })
const list = () => lin.page.getByLabel('对话列表')
const idOf = async (builtIn: string) =>
  (await owner.card.fields()).find((one) => one.builtIn === builtIn)?.fieldId ?? ''

async function visitorWho(...words: string[]): Promise<Visitor> {
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  for (const each of words) {
    await visitor.say(each)
    await visitor.sees(each)
  }
  return visitor
}

it('one click fills the card from the conversation, each value with its message; saved, the name is everywhere (D3.5, D2.1)', async () => {
  const visitor = await visitorWho('想定做一套餐桌', '我姓王，女士', '手机一三八五七一九零二四六，微信同号')
  await lin.open('手机一三八五七一九零二四六')
  await card().getByRole('button', { name: '智能抽取' }).click()
  await card().getByText('138 5719 0246').waitFor()
  await card().getByRole('button', { name: '手机一三八五七一九零二四六' }).first().click()
  await lin.page.waitForURL(/at=\d+/)
  await card().getByRole('button', { name: '全部采用' }).click()
  await eventually(() => field('电话').inputValue()).toBe('138 5719 0246')

  // Half filled in, it is still there after a reload.
  await lin.page.reload()
  await eventually(() => field('姓名').inputValue()).toBe('王女士')
  await card().getByText('项未保存').waitFor()
  await lin.page.keyboard.press('Control+s')
  await card().getByText('已保存 · 林晓').waitFor()
  await list().getByText('王女士').waitFor()
  await lin.page
    .getByRole('banner')
    .or(lin.page.getByLabel('聊天', { exact: true }))
    .getByText('王女士')
    .first()
    .waitFor()
  await visitor.leave()
})

it('who changes what somebody else has just changed is told, and chooses; nothing is lost (D3.4)', async () => {
  const visitor = await visitorWho('两个人改我的名片')
  await lin.open('两个人改我的名片')
  const conversation = (await owner.conversation.list({ limit: 1 })).items[0]
  await field('备注').fill('小林的备注')
  await owner.card.save({
    visitorId: conversation?.visitorId ?? '',
    changes: [
      { fieldId: await idOf('note'), was: null, value: '老板的备注' },
      { fieldId: await idOf('age'), was: null, value: '30' },
    ],
  })
  // What he did not touch follows by itself; what he touched is his to decide.
  await eventually(() => field('年龄').inputValue()).toBe('30')
  await card().getByText('刚刚改成了「老板的备注」').waitFor()
  expect(await field('备注').inputValue()).toBe('小林的备注')
  await card().getByRole('button', { name: '保留我的' }).click()
  await card()
    .getByRole('button', { name: /保\s*存/ })
    .click()
  await card().getByText('已保存 · 林晓').waitFor()
  await field('电话').fill('12345')
  await lin.page.keyboard.press('Control+s')
  await card().getByText('这不是有效的电话号码').waitFor()
  await card()
    .getByRole('button', { name: /放\s*弃/ })
    .click()
  await visitor.leave()
})

it('the same phone on another card is proposed to be one person: both histories, and back again (D3.4)', async () => {
  const visitor = await visitorWho('换了手机又来了，电话13857190246')
  await lin.open('换了手机又来了')
  await card().getByRole('button', { name: '智能抽取' }).click()
  await card().getByRole('button', { name: '全部采用' }).click()
  await lin.page.keyboard.press('Control+s')
  await card().getByText('可能是同一个人：王女士').waitFor()
  await card().getByRole('button', { name: '对比' }).click()
  await lin.page
    .getByRole('dialog')
    .getByRole('button', { name: /合\s*并/ })
    .click()
  await eventually(() => field('姓名').inputValue()).toBe('王女士')
  await lin.page.getByRole('tab', { name: '历史' }).click()
  await eventually(() => lin.page.getByText('手机一三八五七一九零二四六，微信同号').count()).toBeGreaterThan(0)
  await lin.page.getByRole('tab', { name: '名片' }).click()
  await card().getByRole('button', { name: '撤销合并' }).click()
  await lin.page.getByRole('tooltip').getByRole('button', { name: '撤销合并' }).click()
  await eventually(() => field('姓名').inputValue()).toBe('')
  await visitor.leave()
})

it('the history of both is read upwards when two who talk at once are made one person, and parted again (D2.2, D3.4)', async () => {
  const visitor = await visitorWho('上个月问过地毯')
  const latest = async (words: string) => {
    const { items } = await owner.conversation.list({ limit: 20 })
    return items.find(({ lastMessage }) => lastMessage?.text === words)
  }
  await eventually(async () => (await latest('上个月问过地毯'))?.status).toBe('open')
  await owner.conversation.close({ conversationId: (await latest('上个月问过地毯'))?.conversationId ?? '' })
  await visitor.say('今天又来问地毯')
  const other = await visitorWho('另一台手机上也在问')
  await lin.open('今天又来问地毯')
  const log = lin.page.getByRole('log')
  const said = async () => (await log.locator('[data-id] [dir="auto"]').allInnerTexts()).map((text) => text.trim())
  // All that there is was loaded before the two became one.
  await eventually(said).toEqual(['上个月问过地毯', '今天又来问地毯'])
  await lin.page.getByText('这里是与该访客聊天的开始').waitFor()

  const [visitorId, otherVisitorId] = await Promise.all(
    ['今天又来问地毯', '另一台手机上也在问'].map(async (words) => (await latest(words))?.visitorId ?? ''),
  )
  const { mergeId } = await owner.card.merge({
    visitorId: visitorId ?? '',
    otherVisitorId: otherVisitorId ?? '',
    take: [],
  })
  await eventually(said).toEqual(['上个月问过地毯', '另一台手机上也在问', '今天又来问地毯'])
  await owner.card.undoMerge({ visitorId: visitorId ?? '', mergeId })
  await eventually(said).toEqual(['上个月问过地毯', '今天又来问地毯'])
  for (const person of [visitor, other]) await person.leave()
})

it('the company decides what a card asks for, and in which order (D3.4)', async () => {
  const admin = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 }, hasTouch: true })
  const page = await admin.newPage()
  await page.goto(`${server.url}/login?next=/settings/card-fields`)
  await page.getByLabel('企业代码').fill('demo')
  await page.getByLabel('账号').fill('owner')
  await page.getByLabel('密码', { exact: true }).fill('a password of her own, chosen')
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.getByRole('button', { name: '新增字段' }).click()
  await page.getByRole('dialog').getByLabel('字段名称').fill('会员等级')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /保\s*存/ })
    .click()
  const rows = page.locator('li').filter({ has: page.getByRole('button', { name: /^移动「/ }) })
  const handle = (name: string) => page.getByRole('button', { name: `移动「${name}」` })
  await eventually(() => rows.last().innerText()).toContain('会员等级')
  await handle('会员等级').dragTo(rows.first())
  await eventually(() => rows.first().innerText()).toContain('会员等级')
  await eventually(async () => (await owner.card.fields())[0]?.name).toBe('会员等级')
  // By keys, as far as one likes: the handle keeps the focus.
  await handle('会员等级').press('ArrowDown')
  await eventually(async () => (await owner.card.fields())[1]?.name).toBe('会员等级')
  await page.keyboard.press('ArrowDown')
  await eventually(async () => (await owner.card.fields())[2]?.name).toBe('会员等级')
  // By finger; Escape leaves it as it was.
  const finger = await admin.newCDPSession(page)
  const middleOf = async (target: ReturnType<typeof handle>) => {
    const { x, y, width, height } = (await target.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    return { x: x + width / 2, y: y + height / 2 }
  }
  const touch = async (type: 'touchStart' | 'touchMove' | 'touchEnd', at?: { x: number; y: number }) =>
    finger.send('Input.dispatchTouchEvent', { type, touchPoints: at ? [at] : [] })
  await touch('touchStart', await middleOf(handle('会员等级')))
  await touch('touchMove', await middleOf(rows.nth(1)))
  await touch('touchMove', await middleOf(rows.first()))
  // A finger that leaves before anything has moved has dropped it where it was.
  await eventually(() => rows.first().innerText()).toContain('会员等级')
  await touch('touchEnd')
  await eventually(async () => (await owner.card.fields())[0]?.name).toBe('会员等级')
  await touch('touchStart', await middleOf(handle('会员等级')))
  await touch('touchMove', await middleOf(rows.nth(3)))
  await eventually(() => rows.nth(3).innerText()).toContain('会员等级')
  await page.keyboard.press('Escape')
  await eventually(() => rows.first().innerText()).toContain('会员等级')
  await touch('touchEnd')
  expect((await owner.card.fields())[0]?.name).toBe('会员等级')
  await lin.page.reload()
  await field('会员等级').waitFor()
  expect(lin.errors).toEqual([])
  await admin.close()
})
