import type { Phrase } from '@youwen/contract'
import type { Ask } from './canary-ask.ts'
import { at, inOneLine, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import { eventually } from './people.ts'

type Words = Extract<Phrase, { kind: 'phrase' }>
export interface Phrases {
  readonly folders: readonly Phrase[]
  readonly phrases: readonly Words[]
}

/** All of the texts are titles and words of shared phrases, a share of them names of the folders these lie in. */
export async function writePhrases(ask: Ask): Promise<Phrases> {
  const add = <Kind extends Phrase>(phrase: object, folderId: string | null = null) =>
    ask<Kind>('phrase.addShared', { place: { folderId }, phrase })
  const folders: Phrase[] = []
  // Numbered: two may differ in nothing that is kept of them, and no two folders have one name.
  for (const [index, text] of textsUpTo(56)
    .filter((_, index) => index % 4 === 0)
    .entries()) {
    folders.push(await add({ kind: 'folder', title: `${text} ${index}` }))
  }
  const phrases: Words[] = []
  for (const [index, text] of texts.entries()) {
    const card = { title: at(textsUpTo(100), index), text: at(textsUpTo(300), index + 3), url: 'https://shop.example/' }
    const body = index % 8 === 0 ? { type: 'card', ...card } : { type: 'text', text }
    const title = at(textsUpTo(60), index + 7)
    phrases.push(await add({ kind: 'phrase', title, body }, folders[index % folders.length]?.phraseId))
  }
  return { folders, phrases }
}

/** In a list the words of a phrase have one line. */
const lineOf = ({ body }: Words) =>
  (body.type === 'text' ? body.text : body.type === 'card' ? `${body.title} ${body.text} ${body.url}` : '').replace(
    /\s+/g,
    ' ',
  )
const shownIn = ({ folders, phrases }: Phrases) => [
  ...folders.map(({ title }) => title),
  ...phrases.flatMap((phrase) => [phrase.title, lineOf(phrase)]),
]
/** Only lines in sight are in the page: in such a window all of them are. */
const tall = { width: 1440, height: 14_000 }
const usual = { width: 1440, height: 900 }

export async function lookAtPhrases({ page, follow, isOnlyText, dialog, closeDialog }: Tour, trees: Phrases) {
  const { folders, phrases } = trees
  await follow('/settings/phrases')
  const row = ({ phraseId }: Phrase) => page.locator(`[role=treeitem][id$="${phraseId}"]`)
  await page.getByRole('treeitem').first().waitFor()
  await page.setViewportSize(tall)
  await page.getByRole('button', { name: '全部展开' }).click()
  await isOnlyText(shownIn(trees))
  for (const phrase of phrases.filter((_, index) => index % 9 === 0)) {
    const { title, body } = phrase
    await row(phrase).click()
    await isOnlyText([title, title, ...(body.type === 'text' ? [body.text] : body.type === 'card' ? [body.title] : [])])
  }
  await page.getByRole('button', { name: /^删\s*除$/ }).click()
  await isOnlyText([`删除「${phrases.findLast((_, index) => index % 9 === 0)?.title}」？`])
  await closeDialog()
  for (const folder of folders.slice(0, 3)) {
    await row(folder).hover()
    await row(folder).getByRole('button', { name: '重命名文件夹' }).click()
    await dialog().waitFor()
    await isOnlyText([inOneLine(folder.title)])
    await closeDialog()
  }
  await page.setViewportSize(usual)

  const search = page.getByLabel('搜索常用语')
  for (const words of textsUpTo(60)
    .filter((_, index) => index % 30 === 0)
    .map((text) => inOneLine(`无此词 ${text}`).trim())) {
    await search.fill(words)
    await isOnlyText([`没有与「${words}」有关的常用语`])
  }
  await search.fill('')
}

/** From an open conversation, the folders being open already. */
export async function usePhrases({ page, isOnlyText }: Tour, phrases: Phrases) {
  await page.getByRole('tab', { name: '常用语' }).click()
  await page.getByText('公共', { exact: true }).click()
  await page.getByRole('treeitem').first().waitFor()
  await page.setViewportSize(tall)
  await isOnlyText(shownIn(phrases))
  await page.setViewportSize(usual)
  await page.getByLabel('搜索常用语').fill('youwenCanary')
  await eventually(() => page.locator('mark').count()).toBeGreaterThan(5)
  await isOnlyText()
  await page.getByLabel('搜索常用语').fill('')

  const composer = page.getByLabel('回复访客')
  await composer.fill('/')
  await page.getByRole('listbox', { name: '常用语' }).getByRole('option').nth(40).waitFor()
  await isOnlyText()
  await composer.fill('/youwenCanary')
  await eventually(() => page.locator('mark').count()).toBeGreaterThan(5)
  await isOnlyText()
  await composer.press('Enter')
  await eventually(() => composer.inputValue()).toContain('youwenCanary')
  await isOnlyText()
  await composer.fill('')
}
