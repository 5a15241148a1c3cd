import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { pressLauncher } from './launcher.ts'
import { type StandIn, siteKey, startStandIn } from './stand-in.ts'

/** The widget as a guest in other people's pages (`pages/*.html`), built and minified, against a scripted server. */
let browser: Browser
let server: StandIn
const closers: (() => Promise<void>)[] = []

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())
beforeEach(async () => {
  server = await startStandIn()
})
afterEach(async () => {
  for (const close of closers.splice(0)) await close()
  await server[Symbol.asyncDispose]()
})

const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000, interval: 50 })

/** The panel glides into its place and grows to its full size on the way. */
async function hasSettled(chat: Frame) {
  const panel = await chat.frameElement()
  await eventually(() => panel.boundingBox()).toMatchObject({ width: 380, height: 600 })
}

async function visit(
  path: string,
  { before, ...options }: BrowserContextOptions & { before?: (page: Page) => Promise<unknown> } = {},
) {
  const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 800 }, ...options })
  closers.push(() => context.close())
  const tab = await openTab(context.newPage())
  await before?.(tab.page)
  await tab.page.goto(`${server.url}${path}`)
  return { ...tab, context }
}

async function openTab(opened: Promise<Page>) {
  const page = await opened
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  const chat = async (): Promise<Frame> => {
    const find = () => page.frames().find((frame) => frame.url().includes('/chat/'))
    await eventually(find).toBeTruthy()
    const frame = find()
    if (!frame) throw new Error('The chat was there a moment ago.')
    await frame.waitForSelector('textarea')
    return frame
  }
  const click = async () => {
    await eventually(() => server.guests.length).toBeGreaterThan(0)
    await pressLauncher(page)
  }
  return {
    page,
    errors,
    chat,
    click,
    async open() {
      await click()
      return chat()
    },
    command: (...call: unknown[]) =>
      page.evaluate((each) => (window as unknown as { Youwen: (...call: unknown[]) => unknown }).Youwen(...each), call),
  }
}

const pages = () => server.heard.flatMap((frame) => (frame.type === 'page' ? [frame.page] : []))
const sent = () => server.heard.filter(({ type }) => type === 'send')
const products = () => server.heard.flatMap((frame) => (frame.type === 'product' ? [frame.product] : []))

describe('in a page that does not help', () => {
  it('asks for one thing before anybody touches it', async () => {
    const { page } = await visit('/pages/plain.html')
    await eventually(() => server.guests.length).toBe(1)
    await page.waitForTimeout(500)
    expect(server.requests.filter((request) => !/favicon|pages/.test(request))).toEqual([
      'GET /w.js',
      'UPGRADE /realtime/visitor',
    ])
  })

  it('stands where it should and opens under the most hostile styles and scripts', async () => {
    const { page, open, errors } = await visit('/pages/hostile.html')
    const chat = await open()
    await chat.fill('textarea', '能看到吗？')
    await chat.press('textarea', 'Enter')
    await eventually(() => sent().length).toBe(1)
    await hasSettled(chat)
    expect(await page.evaluate('window.gotMessage')).toBeUndefined()
    expect(errors).toEqual([])
  })

  it('works under a strict policy, and breaks none of it', async () => {
    const { host } = new URL(server.url)
    server.world.headers = {
      'content-security-policy': `default-src 'none'; script-src ${server.url}/w.js ${server.url}/w-panel.js ${server.url}/w-product.js; connect-src ws://${host}; frame-src ${server.url}`,
    }
    const { page, open, errors } = await visit('/pages/strict-csp.html', {
      before: (page) =>
        page.addInitScript(() => {
          const broken: string[] = []
          Object.assign(window, { broken })
          document.addEventListener('securitypolicyviolation', (event) => {
            if (!event.blockedURI.endsWith('favicon.ico')) broken.push(`${event.violatedDirective} ${event.blockedURI}`)
          })
        }),
    })
    const chat = await open()
    await hasSettled(chat)
    expect(await page.evaluate('window.broken')).toEqual([])
    expect(errors).toEqual([])
  })

  it('chats in a window of its own where only trusted types may load what the panel needs', async () => {
    const policy = "require-trusted-types-for 'script'; trusted-types 'none'"
    server.world.headers = { 'content-security-policy': policy }
    const { page, click, errors } = await visit('/pages/strict-csp.html')
    const [popup] = await Promise.all([page.waitForEvent('popup'), click()])
    await popup.waitForSelector('textarea')
    expect(popup.url()).toBe(`${server.url}/chat/${siteKey}`)
    expect(page.frames()).toHaveLength(1)
    expect(errors).toEqual([])
  })

  it('chats also where the page forbids the connection, and offers an address where it forbids the frame', async () => {
    server.world.headers = { 'content-security-policy': `connect-src 'none'; frame-src 'none'` }
    const { page, command, errors } = await visit('/pages/strict-csp.html')
    await eventually(() => page.evaluate('typeof Youwen')).toBe('function')
    await command('open')
    await page.waitForTimeout(9_000)
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.mouse.click(1280 - 24 - 190, 800 - 96 - 470)])
    await popup.waitForSelector('textarea')
    expect(popup.url()).toBe(`${server.url}/chat/${siteKey}`)
    expect(errors).toEqual([])
  })

  it('knows the visitor again: by storage, by a cookie where storage is blocked, else while the page lives', async () => {
    const tokens = async (path: string) => {
      const { page, open, errors } = await visit(path)
      await open()
      await eventually(() => server.guests.length).toBe(2)
      const [first, chat] = server.guests.map(({ hello }) => hello.token)
      expect(first).toBe('')
      expect(chat).toBeTruthy()
      await page.reload()
      await eventually(() => server.guests.length).toBe(1)
      expect(errors).toEqual([])
      const again = server.guests[0]?.hello.token
      await page.goto('about:blank')
      await eventually(() => server.guests.length).toBe(0)
      return { chat, again }
    }
    const usual = await tokens('/pages/plain.html')
    expect(usual.again).toBe(usual.chat)
    const cookie = await tokens('/pages/no-storage.html?cookies')
    expect(cookie.again).toBe(cookie.chat)
    expect((await tokens('/pages/no-storage.html')).again).toBe('')
  })

  it('leaves no trail of pages for who does not want to be tracked, who may chat all the same', async () => {
    const { page, open } = await visit('/pages/single-page.html', {
      before: (page) =>
        page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })),
    })
    await page.evaluate("go('/pages/secret', '秘密')")
    await open()
    await eventually(() => server.guests.length).toBe(2)
    expect(server.guests.map(({ hello }) => hello.page)).toEqual([undefined, undefined])
    expect(pages()).toEqual([])
  })

  it('has no button where the site says no', async () => {
    server.world.turnsAwayWith = 4403
    const { page } = await visit('/pages/plain.html')
    await eventually(() => page.locator('youwen-widget').count()).toBe(0)
    await eventually(() => page.evaluate('typeof Youwen')).toBe('undefined')
  })
})

describe('in a shop (D3.7)', () => {
  const sofa = { id: 'SF-01', name: '云朵三人沙发', price: '4580.00', currency: 'CNY' }

  it('tells which product a page shows once its visitor talks, the chat being closed, and on every page after it', async () => {
    const { page, open, command, errors } = await visit('/pages/shop.html')
    await eventually(() => server.guests.length).toBe(1)
    expect(server.requests.filter((request) => request.includes('w-product'))).toEqual([])
    const chat = await open()
    await eventually(products).toEqual([sofa])
    await chat.fill('textarea', '有现货吗')
    await chat.press('textarea', 'Enter')
    await eventually(() => sent().length).toBe(1)

    // Anew, as on the next page: nobody opens the chat.
    await command('close')
    await page.goto(`${server.url}/pages/shop.html?next`)
    await eventually(products).toEqual([sofa, sofa])
    const [, last] = server.heard.filter((frame) => frame.type === 'product')
    expect(last).toMatchObject({ url: `${server.url}/pages/shop.html?next` })
    expect(server.guests.map(({ hello }) => hello.role)).toEqual(['page'])

    // The router of a single page: what the page before said is not of the next one.
    await page.evaluate("go('/pages/about')")
    await eventually(() => pages().at(-1)?.url).toBe(`${server.url}/pages/about`)
    await page.evaluate(
      `dataLayer.push({ event: 'view_item', ecommerce: { items: [{ item_id: 'LP-02', item_name: '落地灯' }] } })`,
    )
    await eventually(() => products().at(-1)).toMatchObject({ id: 'LP-02', name: '落地灯' })
    expect(products()).toHaveLength(3)
    await page.evaluate("document.body.dataset.youwenProduct = ''")
    await eventually(() => products().at(-1)).toBe(null)

    // Over a new line it is said again.
    await page.evaluate("document.body.dataset.youwenProduct = 'TB-03'")
    await eventually(() => products().at(-1)).toMatchObject({ id: 'TB-03' })
    const before = products().length
    server.dropAll()
    await eventually(() => products().length).toBeGreaterThan(before)
    expect(products().at(-1)).toMatchObject({ id: 'TB-03' })
    await command('destroy')
    expect(errors).toEqual([])
  })

  it('asks nothing of the page of who does not want to be tracked', async () => {
    const { open } = await visit('/pages/shop.html', {
      before: (page) => page.addInitScript(() => Object.defineProperty(navigator, 'doNotTrack', { value: '1' })),
    })
    const chat = await open()
    await chat.fill('textarea', '有现货吗')
    await chat.press('textarea', 'Enter')
    await eventually(() => sent().length).toBe(1)
    await chat.page().waitForTimeout(1_500)
    expect(products()).toEqual([])
  })
})

describe('in a single-page app', () => {
  it('reports every page with its title and where it was entered from, and survives the change of body', async () => {
    const { page, open } = await visit('/pages/single-page.html')
    await eventually(() => server.guests.length).toBe(1)
    expect(server.guests[0]?.hello.page).toMatchObject({ title: '首页' })
    await page.evaluate("go('/pages/beds', '床')")
    await eventually(pages).toHaveLength(1)
    expect(pages()[0]).toEqual({
      url: `${server.url}/pages/beds`,
      title: '床',
      referrer: `${server.url}/pages/single-page.html`,
    })
    await page.goBack()
    await eventually(pages).toHaveLength(2)
    await open()
  })

  it('takes commands from before it was there, tells what happens, and can be taken away and put back', async () => {
    const { page, command, chat } = await visit('/pages/single-page.html')
    await eventually(() => server.guests.length).toBe(1)
    server.say('您好')
    await eventually(() => page.evaluate('heard.join()')).toBe('unread 1')
    await command('open')
    await chat()
    await eventually(() => page.evaluate('heard.join()')).toBe('unread 1,open,unread 0')
    await command('close')
    await command('hide')
    await command('show')
    await command('destroy')
    expect(await page.locator('youwen-widget').count()).toBe(0)
    await eventually(() => server.guests.length).toBe(0)
    await page.evaluate((site) => {
      const script = document.createElement('script')
      script.src = '/w.js'
      script.dataset['site'] = site
      document.body.append(script)
    }, siteKey)
    await eventually(() => server.guests.length).toBe(1)
  })
})

describe('with more than one page open', () => {
  it('two tabs of a new visitor become one visitor', async () => {
    server.world.greets = false
    const first = await visit('/pages/plain.html')
    const second = await openTab(first.context.newPage())
    await second.page.goto(`${server.url}/pages/plain.html`)
    server.world.greets = true
    await eventually(async () => {
      const tokens = await Promise.all(
        [first, second].map(({ page }) => page.evaluate(`localStorage['youwen:${siteKey}']`)),
      )
      const [one, other] = tokens
      return Boolean(one) && one === other && server.guests.some(({ hello }) => hello.token === one)
    }).toBe(true)
  })

  it('holds no socket for a page that was left, and has one again when the visitor comes back', async () => {
    const { page } = await visit('/pages/plain.html')
    await eventually(() => server.guests.length).toBe(1)
    await page.goto('about:blank')
    await eventually(() => server.guests.length).toBe(0)
    await page.goBack()
    await eventually(() => server.guests.length).toBe(1)
  })
})

describe('the chat in its frame', () => {
  it('hears no greeting from a window that does not frame it (X6)', async () => {
    const { page } = await visit('/pages/strict-csp.html')
    await page.evaluate((site) => {
      document.body.innerHTML = `<iframe id="chat" src="/chat/${site}?frame=1"></iframe><iframe id="thief" srcdoc="<p>"></iframe>`
    }, siteKey)
    await page.waitForTimeout(800)
    const others = server.guests.length
    await page.evaluate(() => {
      const [chat, thief] = ['chat', 'thief'].map((id) => document.getElementById(id) as HTMLIFrameElement)
      const target = chat?.contentWindow
      Object.assign(thief?.contentWindow ?? {}, { target })
      const script = thief?.contentDocument?.createElement('script')
      if (!script || !thief?.contentDocument) throw new Error('no thief')
      script.textContent =
        "const { port2 } = new MessageChannel(); target.postMessage({ youwen: 1, token: 'stolen', page: null, accent: '#000000', isOpen: true, isFull: false }, '*', [port2])"
      thief.contentDocument.body.append(script)
    })
    await page.waitForTimeout(800)
    expect(server.guests.length).toBe(others)
    expect(server.guests.some(({ hello }) => hello.token === 'stolen')).toBe(false)
  })

  it('sends with Enter, but not while a word is being composed', async () => {
    const { open } = await visit('/pages/plain.html')
    const chat = await open()
    await chat.fill('textarea', 'nihao')
    await chat.dispatchEvent('textarea', 'compositionstart')
    await chat.dispatchEvent('textarea', 'keydown', { key: 'Enter', isComposing: true, keyCode: 229 })
    // Safari tells of the end of the composition first, and then of the key.
    await chat.dispatchEvent('textarea', 'compositionend')
    await chat.dispatchEvent('textarea', 'keydown', { key: 'Enter', keyCode: 229 })
    await chat.press('textarea', 'Shift+Enter')
    expect(sent()).toEqual([])
    await chat.fill('textarea', '你好')
    await chat.press('textarea', 'Enter')
    await eventually(() => sent().length).toBe(1)
    expect(sent()[0]).toMatchObject({ body: { type: 'text', text: '你好' } })
  })

  it('keeps what was written without a connection and sends it once', async () => {
    const { open } = await visit('/pages/plain.html')
    const chat = await open()
    server.world.isUp = false
    server.dropAll()
    await chat.fill('textarea', '还在吗？')
    await chat.press('textarea', 'Enter')
    await chat.getByText('网络已断开').waitFor()
    await chat.getByText('待发送').waitFor()
    server.world.isUp = true
    await chat.getByText('已送达').waitFor({ timeout: 40_000 })
    expect(server.world.messages).toHaveLength(1)
    expect(await chat.getByText('还在吗？').count()).toBe(1)
  })

  it('keeps a draft over a reload', async () => {
    const { page, open } = await visit('/pages/plain.html')
    const chat = await open()
    await chat.fill('textarea', '写到一半')
    await page.reload()
    expect(await (await open()).inputValue('textarea')).toBe('写到一半')
  })

  it('shows texts as text, and makes links of http addresses only', async () => {
    const { open, page } = await visit('/pages/plain.html')
    const chat = await open()
    server.say('<img src=x onerror="top.hacked=1"> javascript:alert(1) https://a.example/?q=<b>')
    await chat.locator('.stream').getByText('onerror').waitFor()
    expect(await chat.locator('.stream .bubble img').count()).toBe(0)
    expect(
      await chat.locator('.stream a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href)),
    ).toEqual(['https://a.example/?q='])
    expect(await page.evaluate('window.hacked')).toBeUndefined()
  })

  it('loads what was said before without moving what is being read', async () => {
    const { open } = await visit('/pages/plain.html')
    for (let n = 0; n < 40; n++) server.say(`第 ${n} 句`)
    server.world.earlier = server.world.messages.splice(0, 20)
    const chat = await open()
    await chat.getByText('第 39 句').waitFor()
    const stream = chat.locator('.stream')
    await stream.evaluate((list) => {
      list.scrollTop = 300
    })
    const top = () => chat.getByText('第 25 句').evaluate((line) => line.getBoundingClientRect().top)
    const before = await top()
    await stream.evaluate((list) => {
      list.scrollTop = 100
    })
    await chat.getByText('第 5 句').waitFor()
    expect(Math.abs((await top()) - (before + 200))).toBeLessThan(3)
  })

  it('puts an emoji where the cursor is, and what is typed at once behind it', async () => {
    const { open } = await visit('/pages/plain.html')
    const chat = await open()
    const box = chat.locator('textarea')
    await box.pressSequentially('好的谢谢')
    for (let step = 0; step < 2; step++) await box.press('ArrowLeft')
    await chat.getByRole('button', { name: '表情' }).click()
    const smile = chat.locator('.emoji-grid button').first()
    const sign = await smile.innerText()
    // A machine that is slow to draw.
    await chat.evaluate(() => {
      const draw = window.requestAnimationFrame
      window.requestAnimationFrame = (work) => draw(() => void setTimeout(work, 200, performance.now()))
    })
    await smile.click()
    await chat.page().keyboard.type('一一', { delay: 50 })
    expect(await box.inputValue()).toBe(`好的${sign}一一谢谢`)
  })

  it('can be used by keyboard alone', async () => {
    const { page, open } = await visit('/pages/plain.html')
    const chat = await open()
    await eventually(() => chat.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
    await page.keyboard.type('hello')
    await page.keyboard.press('Enter')
    await eventually(() => sent().length).toBe(1)
    await page.keyboard.press('Escape')
    // The page calls the widget focused in either case: it holds the button and the chat.
    await eventually(() => chat.evaluate(() => document.hasFocus())).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('YOUWEN-WIDGET')
    await page.keyboard.press('Enter')
    await eventually(() => chat.evaluate(() => document.hasFocus())).toBe(true)
  })

  it('fills a phone, above its keyboard, and gives the page its scrolling back', async () => {
    const { page, open, command } = await visit('/pages/plain.html', {
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    })
    const chat = await open()
    const element = await chat.frameElement()
    await eventually(() => element.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.style.overflow')).toBe('hidden')
    await page.setViewportSize({ width: 390, height: 500 })
    await eventually(async () => (await element.boundingBox())?.height).toBe(500)
    await command('close')
    expect(await page.evaluate('document.documentElement.style.overflow')).toBe('')
  })

  it('speaks English to who does', async () => {
    const { open } = await visit('/pages/plain.html', { locale: 'en-GB' })
    const chat = await open()
    await chat.getByText('How can we help you?').waitFor()
    expect(await chat.getByPlaceholder('Write a message…').count()).toBe(1)
  })

  it('is a page of its own, too', async () => {
    const { page } = await visit(`/chat/${siteKey}`)
    await page.fill('textarea', '从二维码来')
    await page.press('textarea', 'Enter')
    await eventually(() => sent().length).toBe(1)
    expect(server.guests[0]?.hello).toMatchObject({ role: 'chat', page: { url: `${server.url}/chat/${siteKey}` } })
    expect(await page.title()).toBe('云舟家居在线客服')
  })
})
