import type { Api } from '@youwen/sdk/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, removePhrases } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser
let agent: AgentPerson
let visitor: Visitor

const text = (title: string, words: string, code = '') =>
  ({ kind: 'phrase', title, code, body: { type: 'text', text: words } }) as const

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  browser = await launch()
  await removePhrases(owner)
  const top = { folderId: null, beforeId: null }
  const folder = await owner.phrase.addShared({ place: top, phrase: { kind: 'folder', title: '售前' } })
  const inFolder = { folderId: folder.phraseId, beforeId: null }
  await owner.phrase.addShared({
    place: inFolder,
    phrase: text('报价说明', '{访客名}您好，我是{客服名}，报价三千元', 'bj'),
  })
  await owner.phrase.addShared({ place: inFolder, phrase: text('发货时间', '下单后三天内发货') })
})
afterAll(async () => {
  for (const person of [visitor, agent]) await person?.leave()
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

const box = () => agent.page.getByLabel('回复访客')
const option = (title: string) => agent.page.getByRole('option').filter({ hasText: title })

describe('an agent in a conversation', () => {
  it('finds a phrase with / by pinyin initials; Enter inserts it filled in, Ctrl+Enter sends it (D3.1, D1.8)', async () => {
    agent = await createAgent(browser, server, 'xiaolin')
    visitor = await createVisitor(browser, server)
    await visitor.openPanel()
    await visitor.say('你们怎么报价')
    await agent.open('你们怎么报价')

    await box().fill('/fhsj')
    await option('发货时间').waitFor()
    await box().press('Control+Enter')
    await visitor.sees('下单后三天内发货')
    expect(await box().inputValue()).toBe('')

    await box().pressSequentially('/bj')
    await option('报价说明').waitFor()
    await box().press('Enter')
    expect(await box().inputValue()).toMatch(/^您好，我是.+，报价三千元$/)
    await box().press('Enter')
    await visitor.sees(
      await agent.page
        .getByText(/报价三千元$/)
        .last()
        .innerText(),
    )
  })

  it('goes through what is found with the arrow keys, and closes it with Escape to send a slash as such', async () => {
    await box().fill('/')
    await option('发货时间').waitFor()
    const chosen = () => agent.page.locator('[role=option][aria-selected=true]').innerText()
    const first = await chosen()
    await box().press('ArrowDown')
    await eventually(chosen).not.toBe(first)
    await box().press('Escape')
    await eventually(() => agent.page.getByRole('option').count()).toBe(0)
    await box().fill('')
    await box().fill('/这不是常用语')
    await agent.page.getByText('没有匹配的常用语').waitFor()
    await box().press('Enter')
    await visitor.sees('/这不是常用语')
  })

  it('is not disturbed while an input method composes', async () => {
    const keyboard = await agent.page.context().newCDPSession(agent.page)
    await box().fill('/')
    await box().focus()
    await keyboard.send('Input.imeSetComposition', { text: "bao'jia", selectionStart: 7, selectionEnd: 7 })
    await option('报价说明').waitFor()
    // The Enter that ends a composition is the input method's.
    await box().dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: true, bubbles: true })
    expect(await box().inputValue()).toBe("/bao'jia")
    await keyboard.send('Input.insertText', { text: '报价' })
    await eventually(() => box().inputValue()).toBe('/报价')
    await box().press('Enter')
    await eventually(() => box().inputValue()).toContain('报价三千元')
    await box().fill('')
  })

  it('has them beside the chat: one click inserts, two send, the most used come first (D3.1, D3.3)', async () => {
    await agent.page.getByRole('tab', { name: '常用语' }).click()
    const panel = agent.page.locator('aside')
    const quick = () => panel.getByRole('list', { name: '快捷常用语' }).getByRole('listitem').allInnerTexts()
    await eventually(async () => (await quick())[0]).toContain('报价说明')
    await panel.getByText('发货时间').click()
    await eventually(() => box().inputValue()).toBe('下单后三天内发货')
    await box().fill('')
    await panel.getByText('公共', { exact: true }).click()
    await panel.getByRole('treeitem', { name: /售前/ }).click()
    await panel.getByRole('treeitem', { name: /发货时间/ }).dblclick()
    await eventually(async () => (await visitor.said()).filter((said) => said === '下单后三天内发货').length).toBe(2)
    expect(await box().inputValue()).toBe('')
  })

  it('sees at once what a colleague changes in the shared tree, and keeps own phrases', async () => {
    const panel = agent.page.locator('aside')
    await owner.phrase.addShared({ place: { folderId: null, beforeId: null }, phrase: text('刚加的', '新来的话') })
    await panel.getByRole('treeitem', { name: /刚加的/ }).waitFor()
    await panel.getByText('我的', { exact: true }).click()
    await panel.getByRole('button', { name: '新建常用语' }).first().click()
    const dialog = agent.page.getByRole('dialog')
    await dialog.getByLabel('标题').fill('我的问候')
    await dialog.getByLabel('内容').fill('早上好')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await panel.getByRole('treeitem', { name: /我的问候/ }).waitFor()
    expect(agent.errors).toEqual([])
  })
})

describe('what somebody has said', () => {
  const saved = async () => {
    await agent.page.locator('aside').getByText('我的', { exact: true }).click()
    return agent.page.locator('aside').getByRole('tree')
  }

  it('becomes a phrase by the menu of its message: words, and a visitor’s picture as a file of one’s own (D2.2)', async () => {
    const { page } = agent
    const dialog = page.getByRole('dialog')
    await visitor.say('我住在六楼，没有电梯')
    await page.getByText('我住在六楼，没有电梯').last().click({ button: 'right' })
    await page.getByRole('menuitem', { name: '存为常用语' }).click()
    expect(await dialog.getByLabel('内容').inputValue()).toBe('我住在六楼，没有电梯')
    await dialog.getByLabel('标题').fill('六楼')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await (await saved()).getByRole('treeitem', { name: /六楼/ }).waitFor()

    const chat = await visitor.chat()
    const picture = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    await chat
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: '断腿.png', mimeType: 'image/png', buffer: picture })
    const shown = page.getByRole('button', { name: /断腿/ }).last()
    await shown.waitFor()
    // On a picture the right button is the browser's own.
    await page.getByRole('button', { name: '消息菜单' }).last().click()
    await page.getByRole('menuitem', { name: '存为常用语' }).click()
    expect(await dialog.getByLabel('标题').inputValue()).toBe('断腿')
    await dialog.getByRole('button', { name: /保\s*存/ }).click()
    await (await saved()).getByRole('treeitem', { name: /断腿/ }).dblclick()
    await eventually(() => chat.getByRole('img', { name: /断腿/ }).count()).toBe(2)
    expect([...agent.errors, ...visitor.errors]).toEqual([])
  })
})

describe('who keeps the phrases', () => {
  let page: Page
  const item = (name: RegExp) => page.getByRole('treeitem', { name })
  const titles = async () =>
    (await page.getByRole('treeitem').allInnerTexts()).map((words) => words.split('\n')[0]?.trim())

  it('orders them by the keyboard and by dragging (D3.1)', async () => {
    const boss = await createAgent(browser, server, 'laozhou')
    page = boss.page
    await page.goto(`${server.url}/settings/phrases`)
    await item(/售前/).click()
    await eventually(titles).toEqual(['售前', '报价说明', '发货时间', '刚加的'])
    await item(/发货时间/).click()
    await page.getByRole('tree').focus()
    await page.keyboard.press('Alt+ArrowUp')
    await eventually(titles).toEqual(['售前', '发货时间', '报价说明', '刚加的'])
    await page.keyboard.press('Alt+ArrowLeft')
    await eventually(titles).toEqual(['售前', '报价说明', '发货时间', '刚加的'])
    await item(/刚加的/).dragTo(item(/售前/))
    await eventually(async () => item(/刚加的/).getAttribute('aria-level')).toBe('2')
    expect(
      (await owner.phrase.list({ tree: 'shared' })).phrases.filter(({ folderId }) => folderId !== null),
    ).toHaveLength(2)
    expect(boss.errors).toEqual([])
  })

  it('imports a spreadsheet after seeing what it does; a bad row is named and nothing happens (D3.2)', async () => {
    const choose = async (csv: string) => {
      await page.getByLabel('选择或拖入 xlsx 或 csv 文件').setInputFiles({
        name: '话术.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(csv),
      })
    }
    await page.getByRole('button', { name: '导入', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await choose('文件夹,标题,快捷码,内容\n售后,退货,th,七天可退\n售后,换货,th,可以换')
    await dialog.getByText('1 处有问题，全部改好后才能导入').waitFor()
    await dialog.getByText('与前面的行重复').waitFor()
    await dialog.getByRole('button', { name: '换一个文件' }).click()
    await choose('文件夹,标题,快捷码,内容\n售后,退货,th,七天可退\n售后,换货,hh,可以换')
    await dialog.getByRole('button', { name: '导入 2 条' }).click()
    await item(/售后/).click()
    await item(/退货/).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出' }).click()
    await page.getByText('导出为 Excel').click()
    expect((await download).suggestedFilename()).toMatch(/^公共常用语 .*\.xlsx$/)
  })
})
