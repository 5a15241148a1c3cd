import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import { pressLauncher } from './launcher.ts'
import { type Account, company, type TestServer } from './server.ts'

/** Long enough for a loaded machine, short enough to name the step that hangs. */
const patience = { timeout: 20_000, interval: 100 }
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, patience)

const pictures = fileURLToPath(new URL('../../../test-results', import.meta.url))

/** Waits for what a person would wait for; when it does not come, a picture says what was there instead. */
async function waitFor(page: Page, who: string, look: () => Promise<boolean>) {
  try {
    await eventually(look).toBe(true)
  } catch (error) {
    await page.screenshot({ path: join(pictures, `${who}-${Date.now()}.png`) }).catch(() => {})
    throw error
  }
}

const zh = {
  input: '输入消息…',
  reply: '回复访客',
  companyCode: '企业代码',
  account: '账号',
  password: '密码',
  logIn: /登\s*录/,
}
const en: typeof zh = {
  input: 'Write a message…',
  reply: 'Reply to the visitor',
  companyCode: 'Company code',
  account: 'Account',
  password: 'Password',
  logIn: /log in/i,
}
const wordsOf = (locale: string | undefined) => (locale?.startsWith('en') ? en : zh)

/** What a page said of errors; every journey expects none. */
function watch(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  page.on('console', (message) => {
    // Reported by Chromium for every answer that is not a success; what the page makes of it is what counts.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) errors.push(message.text())
  })
  return errors
}

export interface VisitorOptions extends BrowserContextOptions {
  /** Where he enters; the demo shop when left out. */
  readonly at?: string
}

/** Somebody on a website, with a browser of his own. */
export async function createVisitor(browser: Browser, server: Pick<TestServer, 'url'>, options: VisitorOptions = {}) {
  const { at = '/demo/', ...contextOptions } = options
  const words = wordsOf(contextOptions.locale)
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1280, height: 800 },
    ...contextOptions,
  })
  let page = await context.newPage()
  let errors = watch(page)
  const address = new URL(at, server.url).href
  await page.goto(address)

  const findFrame = (): Frame | undefined =>
    page.frames().find((frame) => frame.url().startsWith(`${server.url}/chat/`))
  async function chat(): Promise<Frame> {
    await eventually(findFrame).toBeTruthy()
    const frame = findFrame()
    if (!frame) throw new Error('The chat was there a moment ago.')
    return frame
  }

  return {
    context,
    get page() {
      return page
    },
    get errors() {
      return errors
    },
    chat,
    async openPanel() {
      await pressLauncher(page)
      await (await chat()).getByLabel(words.input).waitFor()
    },
    async type(text: string) {
      await (await chat()).getByLabel(words.input).fill(text)
    },
    async say(text: string) {
      const input = (await chat()).getByLabel(words.input)
      await input.fill(text)
      await input.press('Enter')
    },
    async sees(text: string) {
      await waitFor(page, 'visitor', async () => (await chat()).getByText(text, { exact: true }).first().isVisible())
    },
    /** Everything said in the chat, in order, whoever said it. */
    async said(): Promise<string[]> {
      return (await chat()).locator('.said .bubble').allInnerTexts()
    },
    /** As after a crash of the browser: the page is gone without a goodbye, the profile is still there. */
    async crash() {
      await page.close({ runBeforeUnload: false })
      page = await context.newPage()
      errors = watch(page)
      await page.goto(address)
    },
    leave: () => context.close(),
  }
}
export type Visitor = Awaited<ReturnType<typeof createVisitor>>

/** Somebody at the desk, logged in as a person does. */
export async function createAgent(
  browser: Browser,
  server: TestServer,
  account: Account,
  options: BrowserContextOptions = {},
) {
  const words = wordsOf(options.locale)
  const context = await browser.newContext({
    locale: 'zh-CN',
    viewport: { width: 1440, height: 900 },
    // What it answers from its cache, no test could hold up or change; who is about it lets it in.
    serviceWorkers: 'block',
    ...options,
  })
  let page = await context.newPage()
  let errors = watch(page)
  await page.goto(server.url)
  await page.getByLabel(words.companyCode).fill(company)
  await page.getByLabel(words.account).fill(account)
  await page.getByLabel(words.password, { exact: true }).fill(server.passwordOf(account))
  await page.getByRole('button', { name: words.logIn }).click()
  await page.waitForURL(/\/desk/)
  // The address changes first; keys are heard from when the screen is there.
  await page.getByRole('navigation').first().waitFor()

  return {
    context,
    get page() {
      return page
    },
    get errors() {
      return errors
    },
    /** Chooses the conversation in the list in which this was said last. */
    async open(lastWords: string) {
      await waitFor(page, account, () => page.getByText(lastWords).first().isVisible())
      await page.getByText(lastWords).first().click()
      await page.getByLabel(words.reply).waitFor()
    },
    async type(text: string) {
      await page.getByLabel(words.reply).fill(text)
    },
    async say(text: string) {
      const input = page.getByLabel(words.reply)
      await input.fill(text)
      await input.press('Enter')
    },
    async sees(text: string | RegExp) {
      await waitFor(page, account, () => page.getByText(text).first().isVisible())
    },
    async crash() {
      const url = page.url()
      await page.close({ runBeforeUnload: false })
      page = await context.newPage()
      errors = watch(page)
      await page.goto(url)
    },
    leave: () => context.close(),
  }
}
export type AgentPerson = Awaited<ReturnType<typeof createAgent>>
