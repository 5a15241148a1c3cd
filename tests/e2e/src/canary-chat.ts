import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Talk, talkCount } from './canary-talks.ts'
import { at, fileNames, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import { siteOf, type World } from './canary-world.ts'
import { pressLauncher } from './launcher.ts'
import { eventually } from './people.ts'

/** The browser's visitor is whoever has this token, from the next page on. */
const become = ({ page }: Tour, siteKey: string, { token }: { token: string }) =>
  page.evaluate(([key, value]) => localStorage.setItem(key, value), [`youwen:${siteKey}`, token] as const)

/** The page of its own: every talk in another style, its agent under another name. */
export async function readAsVisitors(tour: Tour, world: World, talks: readonly Talk[]) {
  const { key, styles } = siteOf(world)
  const { page, goTo, isOnlyText } = tour
  await goTo('/demo/about')
  for (const [index, talk] of talks.entries()) {
    const nickname = at(textsUpTo(40), index * 5)
    const agent = await world.ask<{ nickname: string }>('team.saveProfile', { nickname, email: '', phone: '' })
    const style = styles[index % talkCount]
    await become(tour, key, talk)
    await goTo(`/chat/${key}/${style?.styleId}`)
    await isOnlyText([...talk.said, agent.nickname, style?.look.welcome['zh-CN'] ?? ''])
    expect(visible(await page.title())).toContain(visible(style?.look.title['zh-CN'] ?? ''))
  }
  // Who has not spoken yet sees the title in its place.
  for (const [index, bystander] of world.bystanders.slice(0, 4).entries()) {
    const look = styles[index * 4]?.look
    await become(tour, key, bystander)
    await goTo(`/chat/${key}/${styles[index * 4]?.styleId}`)
    await isOnlyText([look?.title['zh-CN'] ?? '', look?.welcome['zh-CN'] ?? ''])
  }
}
/** What a title bar leaves of a text. */
const visible = (text: string) => text.replace(/[\s\p{C}]+/gu, '')

export async function chatOnTheShop(tour: Tour, world: World, [talk]: readonly Talk[]) {
  if (!talk) throw new Error('Nobody is there to chat.')
  const { key, styles } = siteOf(world)
  const { page, goTo, isOnlyText } = tour
  await become(tour, key, talk)
  await goTo('/demo/')
  await pressLauncher(page)
  await eventually(() => page.frames().length).toBe(2)
  const chat = page.frames().at(-1)
  if (!chat) throw new Error('The chat was there a moment ago.')
  await isOnlyText(talk.said, chat)
  await isOnlyText()
  expect(await shadowOf(page)).toContain(styles[0]?.look.buttonText['zh-CN'])

  const input = chat.getByLabel('输入消息…')
  const written = texts.filter((_, index) => index % 20 === 0).map((text) => `${text} 我写的`)
  for (const text of written) {
    await input.fill(text)
    await input.press('Enter')
  }
  const names = fileNames()
  for (const name of names) {
    const file = { name, mimeType: 'text/plain', buffer: Buffer.from('x') }
    await chat.locator('input[type=file]').last().setInputFiles(file)
  }
  await isOnlyText(names, chat)
  await isOnlyText(
    written.map((text) => text.trim()),
    chat,
  )
}

interface DomNode {
  readonly localName: string
  readonly nodeValue: string
  readonly children?: readonly DomNode[]
  readonly shadowRoots?: readonly DomNode[]
}

/** What the widget's button says: it is in a closed shadow root, which only the debugger sees into. */
async function shadowOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
  const within = (node: DomNode): readonly DomNode[] =>
    [...(node.shadowRoots ?? []), ...(node.children ?? [])].flatMap((child) => [child, ...within(child)])
  const host = within(root).find(({ localName }) => localName === 'youwen-widget')
  return host
    ? within(host)
        .map(({ nodeValue }) => nodeValue)
        .join('')
    : ''
}
