import type { Api } from '@youwen/sdk/api'
import { createMessageIds } from '@youwen/sdk/message-ids'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { type AgentPerson, createAgent, createVisitor, eventually, type Visitor } from './people.ts'
import { type Account, startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  await setCapacity(owner, 'xiaolin', 100)
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  // A microphone that hums, and nobody to ask for it.
  browser = await launch({ args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

async function talk(question: string) {
  const lin = await createAgent(browser, server, 'xiaolin')
  const visitor = await createVisitor(browser, server)
  await visitor.openPanel()
  await visitor.say(question)
  await lin.open(question)
  await lin.page.getByRole('log').getByText(question).waitFor()
  return { lin, visitor, conversation: lin.page.url() }
}

/** Another agent at the same computer, in the same browser. */
async function changePlaces({ page, context }: AgentPerson, account: Account) {
  await context.clearCookies()
  await page.goto(`${server.url}/login`)
  await page.getByLabel('账号').fill(account)
  await page.getByLabel('密码', { exact: true }).fill(server.passwordOf(account))
  await page.getByRole('button', { name: /登\s*录/ }).click()
  await page.waitForURL(/\/desk/)
}

describe('what is written and not sent', () => {
  it('belongs to its writer: the next agent at this computer does not find it, he himself does (D2.9)', async () => {
    const { lin, visitor, conversation } = await talk('两位客服共用一台电脑')
    const box = lin.page.locator('[data-composer]')
    await box.fill('底价三千八')
    await lin.page.keyboard.press('Alt+n')
    await box.fill('老客户，最低八五折')
    await lin.page.keyboard.press('Alt+n')
    await lin.page.getByRole('button', { name: '发送卡片' }).click()
    await lin.page.getByLabel('标题').fill('云朵沙发')
    // Whoever looks after the others may write a note here, and finds an empty box.
    await changePlaces(lin, 'laozhou')
    await lin.page.goto(conversation)
    await box.waitFor()
    expect(await box.inputValue()).toBe('')
    await box.fill('我来看看')

    await changePlaces(lin, 'xiaolin')
    await lin.page.goto(conversation)
    await eventually(() => box.inputValue()).toBe('底价三千八')
    await lin.page.getByRole('button', { name: '发送卡片' }).click()
    await eventually(() => lin.page.getByLabel('标题').inputValue()).toBe('云朵沙发')
    expect([...lin.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin]) await person.leave()
  })

  it('is sent once after a crash, when it was on its way', async () => {
    const { lin, visitor, conversation } = await talk('服务器马上要重启')
    // What the screen is made of is all there.
    await lin.page.getByLabel('姓名').waitFor()
    await server.kill()
    await lin.say('这句话在路上')
    await lin.sees('这句话在路上')
    await lin.page.close({ runBeforeUnload: false })
    await server.restart()
    const page = await lin.context.newPage()
    await page.goto(conversation)
    await visitor.sees('这句话在路上')
    await eventually(() => page.getByText('这句话在路上').count()).toBeGreaterThan(0)
    expect((await visitor.said()).filter((said) => said.includes('这句话在路上'))).toHaveLength(1)
    for (const person of [visitor, lin]) await person.leave()
  })
})

describe('files on their way', () => {
  /** What becomes of uploads from now on: they are held up, fail, or go through. */
  async function line({ context }: AgentPerson) {
    let does: 'hold' | 'fail' | 'pass' = 'pass'
    let begun = 0
    await context.route(/\/files\//, (route) => {
      if (route.request().method() !== 'PUT') return route.continue()
      begun++
      if (does === 'hold') return
      return does === 'fail' ? route.abort() : route.continue()
    })
    return {
      does(what: typeof does) {
        does = what
      },
      get begun() {
        return begun
      },
    }
  }
  const choose = (page: Page, name: string, bytes = 'Sofa 2699') =>
    page
      .locator('input[type=file]:not([accept])')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(bytes) })
  const kept = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('youwen.files')
          opening.onerror = reject
          opening.onsuccess = () => {
            const database = opening.result
            if (database.objectStoreNames.length === 0) return resolve(0)
            const counting = database.transaction('entries').objectStore('entries').count()
            counting.onsuccess = () => {
              database.close()
              resolve(counting.result)
            }
          }
        }),
    )
  /** Waits until it is there, and for what must not come after it. */
  async function arrives(visitor: Visitor, page: Page, name: string) {
    const chat = await visitor.chat()
    await eventually(() => chat.getByText(name, { exact: true }).count()).toBe(1)
    await eventually(() => kept(page)).toBe(0)
    await visitor.say(`收到 ${name}`)
    await page.getByRole('log').getByText(`收到 ${name}`).waitFor()
    expect(await chat.getByText(name, { exact: true }).count()).toBe(1)
    expect(await page.getByRole('log').getByText(name, { exact: true }).count()).toBe(1)
  }

  it('go on by themselves after a reload, a closed page, and a crash before the answer came (D2.4)', async () => {
    const { lin, visitor, conversation } = await talk('请发一份报价')
    const uploads = await line(lin)
    uploads.does('hold')
    await choose(lin.page, '报价.txt')
    await eventually(() => kept(lin.page)).toBe(1)
    uploads.does('pass')
    await lin.page.reload()
    await arrives(visitor, lin.page, '报价.txt')

    uploads.does('hold')
    await choose(lin.page, '尺寸.txt')
    await eventually(() => kept(lin.page)).toBe(1)
    await lin.page.close({ runBeforeUnload: false })
    uploads.does('pass')
    // Wherever he comes back to.
    const page = await lin.context.newPage()
    await page.goto(`${server.url}/tickets`)
    await visitor.sees('尺寸.txt')
    await page.goto(conversation)
    await arrives(visitor, page, '尺寸.txt')

    // As if the page had died after the message and before its file was forgotten.
    await page.evaluate(() => {
      IDBObjectStore.prototype.delete = () => {
        throw new Error('It has died.')
      }
    })
    await choose(page, '合同.txt')
    await visitor.sees('合同.txt')
    const before = uploads.begun
    await page.reload()
    await arrives(visitor, page, '合同.txt')
    expect(uploads.begun).toBe(before)
    for (const person of [visitor, lin]) await person.leave()
  })

  it('that failed are there after a reload, for him who chose them alone, and go on when he says so', async () => {
    const { lin, visitor, conversation } = await talk('再发一次吧')
    const { page } = lin
    const uploads = await line(lin)
    uploads.does('fail')
    await choose(page, '底价.txt')
    const again = page.getByRole('log').getByRole('button', { name: '重发' })
    await again.waitFor()
    await eventually(() => kept(page)).toBe(1)
    await page.reload()
    await again.waitFor()
    // Also for who looks at another conversation.
    await page.getByRole('img', { name: '有文件没有发出去' }).waitFor()

    // On another device he stays: his conversation goes to nobody else meanwhile.
    const elsewhere = await createAgent(browser, server, 'xiaolin')
    await changePlaces(lin, 'laozhou')
    const begun = uploads.begun
    uploads.does('pass')
    await page.goto(conversation)
    await page.getByRole('log').getByText('再发一次吧').waitFor()
    await page.getByLabel('写内部备注').fill('我看一下')
    expect(await page.getByText('底价.txt').count()).toBe(0)
    expect([uploads.begun, await kept(page)]).toEqual([begun, 1])

    await changePlaces(lin, 'xiaolin')
    await page.goto(conversation)
    await again.click()
    await arrives(visitor, page, '底价.txt')
    for (const person of [visitor, lin, elsewhere]) await person.leave()
  })

  it('are carried by one of two tabs, and by the other when that one is gone', async () => {
    const { lin, visitor, conversation } = await talk('开了两个标签页')
    const uploads = await line(lin)
    const other = await lin.context.newPage()
    await other.goto(conversation)
    await other.getByLabel('回复访客').waitFor()
    uploads.does('hold')
    await choose(lin.page, '安装.txt')
    await eventually(() => kept(lin.page)).toBe(1)
    const third = await lin.context.newPage()
    await third.goto(conversation)
    await third.getByLabel('回复访客').waitFor()
    await third.close()
    expect(uploads.begun).toBe(1)
    uploads.does('pass')
    await lin.page.close({ runBeforeUnload: false })
    await arrives(visitor, other, '安装.txt')
    expect(uploads.begun).toBe(2)
    for (const person of [visitor, lin]) await person.leave()
  })

  it('may be a pasted picture or a voice, are waited for a week, and need room: without it one is told', async () => {
    const { lin, visitor } = await talk('发张图说一下')
    const { page } = lin
    const uploads = await line(lin)
    uploads.does('hold')
    await page.getByLabel('回复访客').evaluate(async (box) => {
      const canvas = document.createElement('canvas')
      canvas.width = 40
      canvas.height = 30
      canvas.getContext('2d')?.fillRect(0, 0, 9, 9)
      const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve))
      const clipboardData = new DataTransfer()
      clipboardData.items.add(new File([blob as Blob], 'image.png', { type: 'image/png' }))
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await page.getByRole('button', { name: '发送语音' }).click()
    const recorder = page.getByRole('group', { name: '发送语音' })
    await recorder.getByText('0:01 / 1:00').waitFor()
    await recorder.getByRole('button', { name: '发送' }).click()
    await eventually(() => kept(page)).toBe(2)
    uploads.does('pass')
    await page.reload()
    const chat = await visitor.chat()
    await eventually(() => chat.getByRole('button', { name: /播放语音 0:0[12]/ }).count()).toBe(1)
    await eventually(() => chat.locator('.said img').count()).toBe(1)
    await eventually(() => kept(page)).toBe(0)

    uploads.does('fail')
    await choose(page, '上周.txt')
    await eventually(() => kept(page)).toBe(1)
    await page.evaluate(() => {
      const then = Date.now() - 8 * 24 * 60 * 60_000
      Date.now = () => then
    })
    await choose(page, '更早.txt')
    await eventually(() => kept(page)).toBe(2)
    await eventually(() => page.getByRole('log').getByRole('button', { name: '重发' }).count()).toBe(2)
    await page.reload()
    await page.getByRole('log').getByText('上周.txt').waitFor()
    expect(await kept(page)).toBe(1)
    expect(await page.getByText('更早.txt').count()).toBe(0)

    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('Full.', 'QuotaExceededError')
      }
    })
    uploads.does('hold')
    await choose(page, '大文件.txt')
    await page.getByText('发出之前请不要刷新或关闭页面').waitFor()
    for (const person of [visitor, lin]) await person.leave()
  })

  it('of a comment are there again with its words, and go with it (D2.5)', async () => {
    const lin = await createAgent(browser, server, 'xiaolin')
    const me = (await owner.team.agents()).find(({ account }) => account === 'xiaolin')
    const { ticketId } = await owner.ticket.add({
      id: createMessageIds()(),
      title: '补开发票',
      description: '',
      ticketTypeId: null,
      priority: 'normal',
      assigneeId: me?.agentId ?? null,
      groupId: null,
      dueAt: null,
      watcherIds: [],
      conversationId: null,
      atSeq: null,
    })
    const { page } = lin
    await page.goto(`${server.url}/tickets/${ticketId}`)
    await page.getByLabel('写评论，同事会收到提醒').fill('发票在附件里')
    const uploads = await line(lin)
    await choose(page, '抬头.txt')
    await eventually(() => page.getByText('%', { exact: false }).count()).toBe(0)
    uploads.does('hold')
    await choose(page, '发票.txt')
    await eventually(() => kept(page)).toBe(2)
    uploads.does('pass')
    await page.reload()
    const send = page.getByRole('button', { name: '发表' })
    await eventually(() => page.getByRole('button', { name: /移除.*txt/ }).count()).toBe(2)
    await eventually(() => send.isEnabled()).toBe(true)
    await send.click()
    await eventually(() => kept(page)).toBe(0)
    await page.reload()
    for (const words of ['发票在附件里', '抬头.txt', '发票.txt']) await page.getByText(words).waitFor()
    expect(await page.getByRole('button', { name: /移除.*txt/ }).count()).toBe(0)
    // Of what was uploaded before the reload, nothing was uploaded again.
    expect(uploads.begun).toBe(3)
    await lin.leave()
  })
})
