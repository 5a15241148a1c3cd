import { newMessageId } from '../../attacks/src/sample.ts'
import { shownOfCard } from './canary-cards.ts'
import { shareOf } from './canary-talks.ts'
import { at, fileNames, inOneLine, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import { ownerOf, type World } from './canary-world.ts'
import { eventually } from './people.ts'

/** The conversation that is open: by its place in the address. */
export function talkInFront({ page }: Tour, { talks }: World) {
  const talk = talks.find(({ conversationId }) => page.url().includes(conversationId))
  if (!talk) throw new Error(`No conversation is open: ${page.url()}`)
  return talk
}

export async function readEveryTalk(tour: Tour, world: World) {
  const { page, isOnlyText, dialog, closeDialog } = tour
  await page.getByRole('region', { name: '对话列表' }).locator('button[aria-current]').first().waitFor()
  const unread = new Set(world.talks.map(({ conversationId }) => conversationId))
  while (unread.size > 0) {
    await page.keyboard.press('Alt+ArrowDown')
    await eventually(() => [...unread].some((id) => page.url().includes(id))).toBe(true)
    const talk = talkInFront(tour, world)
    unread.delete(talk.conversationId)
    await page.getByRole('tab', { name: '名片' }).click()
    await isOnlyText(shownOfCard(world.cards, talk.visitorId))
    await page.getByRole('tab', { name: '访客' }).click()
    await isOnlyText([talk.visitorName, ...talk.said, ...talk.notes, ...talk.about])
  }
  await page.getByText('历史', { exact: true }).click()
  await isOnlyText()
  const picture = page.getByRole('button', { name: /^查看图片/ })
  await picture.first().click()
  await dialog().locator('img').first().waitFor()
  await isOnlyText()
  await closeDialog()
  await page.getByText('访客', { exact: true }).last().click()
}

export async function watchThemType(tour: Tour, { talks }: World) {
  for (let round = 0; round < shareOf(0).length; round++) {
    const typed = talks.map((_, index) => at(shareOf(index), round))
    for (const [index, { visitor }] of talks.entries()) visitor.say({ type: 'typing', text: at(typed, index) })
    await tour.isOnlyText(typed.map((text) => `正在输入: ${text}`))
  }
}

/** Answers whose talk has become longer. */
export async function hearThemSpeak(tour: Tour, world: World) {
  const talk = talkInFront(tour, world)
  const said = texts.filter((_, index) => index % 9 === 0).map((text) => `${text} 刚到`)
  for (const text of said) talk.visitor.say({ type: 'send', id: newMessageId(), body: { type: 'text', text } })
  await tour.isOnlyText(said)
  return talk
}

export async function searchForThem({ page, isOnlyText }: Tour) {
  const search = page.getByPlaceholder('搜索聊天记录')
  const wanted = textsUpTo(90).filter((_, index) => index % 30 === 0)
  for (const words of wanted.map((text) => inOneLine(`无此词 ${text}`).trim())) {
    await search.fill(words)
    await isOnlyText([`没有找到「${words}」`])
  }
  await search.fill('youwenCanary')
  await eventually(() => page.locator('mark').count()).toBeGreaterThan(10)
  await isOnlyText()
  await search.fill('')
}

export async function writeThem({ page, isOnlyText }: Tour) {
  const answers = texts.filter((_, index) => index % 15 === 0).map((text) => `${text} 回复`)
  const composer = page.getByLabel('回复访客')
  for (const text of answers) {
    await composer.fill(text)
    await isOnlyText([text])
    await composer.press('Enter')
  }
  const names = fileNames()
  for (const name of names) {
    const file = { name, mimeType: 'text/plain', buffer: Buffer.from('x') }
    await page.locator('input[type=file]').last().setInputFiles(file)
  }
  await isOnlyText(names)
  await isOnlyText(answers.map((text) => text.trim()))
}

export async function openDialogsOfDesk(tour: Tour, world: World) {
  const { page, isOnlyText, dialog, closeDialog } = tour
  const { visitorName } = talkInFront(tour, world)
  const colleague = world.agents.find(({ account }) => account === 'xiaolin')
  await page.getByRole('button', { name: '转接', exact: true }).first().click()
  await isOnlyText([
    `转接「${visitorName}」`,
    `${colleague?.name}在线`,
    ...world.groups.map(({ name }) => `${name}由分组内空闲的客服接待`),
  ])
  await closeDialog()
  await page.getByRole('button', { name: '结束对话' }).click()
  await isOnlyText([`结束与「${visitorName}」的对话？`])
  await closeDialog()
  await page.getByRole('button', { name: '修改访客名称' }).click()
  await page.getByRole('textbox', { name: '修改访客名称' }).waitFor()
  await isOnlyText([visitorName])
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await dialog().waitFor()
  await isOnlyText(world.talks.slice(0, 10).map((talk) => talk.visitorName))
  await closeDialog()
  await page.getByRole('button', { name: /^我的菜单/ }).click()
  await isOnlyText([ownerOf(world).name, `${world.company.name} · owner`])
  await page.keyboard.press('Escape')
}
