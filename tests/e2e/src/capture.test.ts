import type { Api } from '@youwen/sdk/api'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.ts'
import { logInAsOwner, setCapacity } from './owner.ts'
import { createAgent, createVisitor, eventually } from './people.ts'
import { startServer, type TestServer } from './server.ts'

let server: TestServer
let owner: Api
let browser: Browser

beforeAll(async () => {
  server = await startServer()
  owner = await logInAsOwner(server)
  await setCapacity(owner, 'xiaolin', 100)
  for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
  // A microphone that beeps, and nobody to ask for it.
  browser = await launch({ args: ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'] })
})
afterAll(async () => {
  await browser?.close()
  await server?.[Symbol.asyncDispose]()
})

async function talk(question: string, before: (page: Page) => Promise<unknown>) {
  const lin = await createAgent(browser, server, 'xiaolin')
  await before(lin.page)
  const visitor = await createVisitor(browser, server)
  // What the chat plays, to be asked how it goes.
  await visitor.page.addInitScript(() => {
    const players: HTMLMediaElement[] = []
    Object.assign(window, { players })
    const { play } = HTMLMediaElement.prototype
    HTMLMediaElement.prototype.play = function () {
      players.push(this)
      return play.call(this)
    }
  })
  await visitor.page.reload()
  await visitor.openPanel()
  await visitor.say(question)
  await lin.open(question)
  await lin.page.getByRole('log').getByText(question).waitFor()
  const conversationId = /\/desk\/([^/?]+)/.exec(lin.page.url())?.[1] ?? ''
  const last = async () => (await owner.conversation.messages({ conversationId, limit: 200 })).at(-1)?.body
  return { lin, visitor, last }
}

describe('a voice', () => {
  const record = async (page: Page, until: string) => {
    await page.getByRole('button', { name: '发送语音' }).click()
    const recorder = page.getByRole('group', { name: '发送语音' })
    await recorder.getByText(`${until} / 1:00`).waitFor()
    await recorder.getByRole('button', { name: '发送' }).click()
  }

  it('from a browser that records no AAC is one that every browser plays (D2.4)', async () => {
    const { lin, visitor, last } = await talk('能说说怎么装吗', async (page) => {
      await page.addInitScript(() => {
        const { isTypeSupported } = MediaRecorder
        MediaRecorder.isTypeSupported = (type) => !type.includes('mp4') && isTypeSupported.call(MediaRecorder, type)
      })
      await page.reload()
    })
    await record(lin.page, '0:02')
    const chat = await visitor.chat()
    const loaded = visitor.page.waitForResponse((answer) => /audio\//.test(answer.headers()['content-type'] ?? ''))
    await chat.getByRole('button', { name: /播放语音 0:0[23]/ }).click()
    expect((await loaded).headers()['content-type']).toBe('audio/wav')
    const heard = () =>
      chat.evaluate(() => {
        const [player] = (window as unknown as { players: HTMLMediaElement[] }).players
        return player && { atMs: player.currentTime * 1_000, lastsMs: player.duration * 1_000, isOver: player.ended }
      })
    await eventually(async () => (await heard())?.isOver).toBe(true)

    const said = await last()
    if (said?.type !== 'voice') throw new Error('It was a voice.')
    expect(said.format).toBe('wav')
    const { lastsMs = 0, atMs = 0 } = (await heard()) ?? {}
    expect(Math.abs(lastsMs - said.durationMs)).toBeLessThan(50)
    expect(Math.abs(lastsMs - 2_200)).toBeLessThan(800)
    expect(Math.abs(atMs - lastsMs)).toBeLessThan(50)
    // Two bytes for each of 16,000 samples a second, and the beeps are in them.
    expect(said.sizeBytes).toBe(44 + said.durationMs * 32)
    const loudest = await chat.evaluate(async () => {
      const [player] = (window as unknown as { players: HTMLMediaElement[] }).players
      const sound = new Int16Array(await (await fetch(player?.src ?? '')).arrayBuffer())
      return sound.slice(22).reduce((most, level) => Math.max(most, level), 0)
    })
    expect(loudest).toBeGreaterThan(1_000)
    expect([...lin.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin]) await person.leave()
  })

  it('that could not be turned into one arrives as it was recorded', async () => {
    const { lin, visitor, last } = await talk('我听着', (page) =>
      page.route(/\/assets\/wav-/, (route) => route.abort()),
    )
    await record(lin.page, '0:01')
    await (await visitor.chat()).getByRole('button', { name: /播放语音 0:0[12]/ }).waitFor()
    expect(await last()).toMatchObject({ type: 'voice', format: 'webm' })
    for (const person of [visitor, lin]) await person.leave()
  })
})

describe('a screenshot', () => {
  /** A screen of four colours, and how often it was asked for. */
  const screen = (width: number, height: number) => (page: Page) =>
    page.evaluate(
      ([width, height]) => {
        const shared = { asked: 0, tracks: [] as MediaStreamTrack[] }
        Object.assign(window, { shared })
        navigator.mediaDevices.getDisplayMedia = async () => {
          shared.asked++
          const canvas = document.createElement('canvas')
          canvas.width = width
          canvas.height = height
          const pen = canvas.getContext('2d')
          for (const [index, colour] of ['#2040ff', '#20c040', '#f0f0f0', '#202020'].entries()) {
            if (!pen) break
            pen.fillStyle = colour
            pen.fillRect((index % 2) * (width / 2), Math.floor(index / 2) * (height / 2), width / 2, height / 2)
          }
          const stream = canvas.captureStream(10)
          shared.tracks.push(...stream.getTracks())
          return stream
        }
      },
      [width, height] as const,
    )
  const shared = (page: Page) =>
    page.evaluate(() => {
      const { asked, tracks } = (window as unknown as { shared: { asked: number; tracks: MediaStreamTrack[] } }).shared
      return { asked, states: tracks.map(({ readyState }) => readyState) }
    })

  it('is asked for when it is wanted, cut out, pointed at, written on, and arrives so (D2.4)', async () => {
    const { lin, visitor, last } = await talk('哪个按钮', screen(800, 500))
    const { page } = lin
    expect(await shared(page)).toEqual({ asked: 0, states: [] })
    await page.getByRole('button', { name: '屏幕截图' }).click()
    const dialog = page.getByRole('dialog', { name: '编辑截图' })
    const surface = dialog.locator('svg[data-tool]')
    await surface.waitFor()
    expect(await shared(page)).toEqual({ asked: 1, states: ['ended'] })

    // In the picture's own pixels.
    // The dialog has stopped growing.
    await surface.hover({ trial: true })
    const box = await surface.boundingBox()
    expect(await dialog.locator('canvas').boundingBox()).toEqual(box)
    if (!box) throw new Error('There is nothing to draw on.')
    expect(box.width / box.height).toBeCloseTo(800 / 500, 1)
    const at = (x: number, y: number) => [box.x + (x / 800) * box.width, box.y + (y / 500) * box.height] as const
    const drag = async (from: readonly [number, number], to: readonly [number, number]) => {
      await page.mouse.move(...at(...from))
      await page.mouse.down()
      await page.mouse.move(...at(...to), { steps: 4 })
      await page.mouse.up()
    }
    await drag([200, 100], [600, 400])
    await dialog.getByText('方框').click()
    await drag([250, 150], [350, 220])
    await dialog.getByText('箭头').click()
    await drag([560, 360], [450, 300])
    await dialog.getByText('文字', { exact: true }).click()
    await page.mouse.click(...at(420, 120))
    const words = dialog.getByPlaceholder('输入文字，按 Enter 完成')
    await words.fill('不是这里')
    // Gives up the word, not the picture.
    await words.press('Escape')
    await page.mouse.click(...at(420, 120))
    await words.fill('点这里')
    await words.press('Enter')
    await dialog.getByRole('button', { name: '发送' }).click()
    await dialog.waitFor({ state: 'hidden' })

    const chat = await visitor.chat()
    await eventually(() => chat.locator('.said img').count()).toBe(1)
    const body = await last()
    if (body?.type !== 'image') throw new Error('It was a picture.')
    expect(Math.abs(body.width - 400)).toBeLessThan(3)
    expect(Math.abs(body.height - 300)).toBeLessThan(3)
    const [urls] = await owner.file.urls({ fileIds: [body.fileId] })
    const colours = await page.evaluate(
      async ([url, ...points]) => {
        const bitmap = await createImageBitmap(await (await fetch(url)).blob())
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
        const pen = canvas.getContext('2d')
        pen?.drawImage(bitmap, 0, 0)
        return points.map(([x, y, size]) => {
          const { data } = pen?.getImageData(x, y, size, size) ?? { data: [] }
          let red = 0
          for (let i = 0; i < data.length; i += 4) if ((data[i] ?? 0) > 200 && (data[i + 1] ?? 0) < 90) red++
          return { first: [...data.slice(0, 3)], isRed: red > 0 }
        })
      },
      [
        urls?.url ?? '',
        [10, 10, 4],
        [390, 10, 4],
        [10, 290, 4],
        [390, 290, 4],
        // The box's left edge, the point of the arrow, the word.
        [46, 80, 8],
        [246, 196, 8],
        [222, 22, 40],
      ] as const,
    )
    const near = (colour: number[] | undefined, wanted: readonly number[]) =>
      wanted.every((value, index) => Math.abs((colour?.[index] ?? -99) - value) < 12)
    const corners = [
      [0x20, 0x40, 0xff],
      [0x20, 0xc0, 0x40],
      [0xf0, 0xf0, 0xf0],
      [0x20, 0x20, 0x20],
    ]
    expect(corners.map((wanted, index) => near(colours[index]?.first, wanted))).toEqual([true, true, true, true])
    expect(colours.map(({ isRed }) => isRed)).toEqual([false, false, false, false, true, true, true])
    expect([...lin.errors, ...visitor.errors]).toEqual([])
    for (const person of [visitor, lin]) await person.leave()
  })

  it('keeps its shape however narrow the window was, and is no dead end without permission or the means', async () => {
    const { lin, visitor } = await talk('发张截图看看', screen(500, 1000))
    const { page } = lin
    const shoot = page.getByRole('button', { name: '屏幕截图' })
    await shoot.click()
    const dialog = page.getByRole('dialog', { name: '编辑截图' })
    await dialog.locator('svg[data-tool]').hover({ trial: true })
    const box = await dialog.locator('canvas').boundingBox()
    expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(0.5, 1)
    await dialog.getByRole('button', { name: /取\s*消/ }).click()
    await dialog.waitFor({ state: 'hidden' })

    // He closes the browser's question: nothing has happened, and nothing is said.
    const refuse = (reason: string) =>
      page.evaluate((reason) => {
        navigator.mediaDevices.getDisplayMedia = () => Promise.reject(new DOMException(reason, 'NotAllowedError'))
      }, reason)
    await refuse('Permission denied')
    await shoot.click()
    await refuse('Permission denied by system')
    await shoot.click()
    await page.getByText('没能截到屏幕').waitFor()
    expect(await page.getByText('没能截到屏幕').count()).toBe(1)
    await page.evaluate(() => {
      Object.assign(navigator.mediaDevices, { getDisplayMedia: undefined })
    })
    await shoot.click()
    await page.getByText('此浏览器不能直接截屏').waitFor()
    expect(await dialog.count()).toBe(0)
    for (const person of [visitor, lin]) await person.leave()
  })
})
