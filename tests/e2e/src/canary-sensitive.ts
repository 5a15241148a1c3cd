import type { SensitiveHit, SensitiveWordsPage } from '@youwen/contract'
import { newMessageId } from '../../attacks/src/sample.ts'
import { at, inOneLine, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import type { World } from './canary-world.ts'
import { eventually } from './people.ts'

/** All of the texts are words of a list, are tried out, said, and reviewed; in the end there is no list again. */
export async function lookAtSensitive({ page, follow, isOnlyText, closeDialog }: Tour, world: World) {
  await world.ask('sensitive.add', {
    sides: ['visitor'],
    action: 'notify',
    words: textsUpTo(50).map(inOneLine),
  })
  const { items } = await world.ask<SensitiveWordsPage>('sensitive.words', { side: 'visitor', limit: 200 })
  await follow('/settings/sensitive')
  const rows = page.locator('.ant-table-row')
  await rows.first().waitFor()
  if (items.length > 100) await page.getByRole('button', { name: '加载更多' }).click()
  await eventually(() => rows.count()).toBe(items.length)
  await isOnlyText(items.map(({ word }) => word))
  const word = at(
    items.map((one) => one.word),
    7,
  )
  await page
    .getByRole('button', { name: `删除「${word}」` })
    .first()
    .click()
  await isOnlyText([`${word}。删除后不再处理，已有的记录保留。`])
  await closeDialog()
  await page.getByText('试一试', { exact: true }).click()
  for (const index of [3, 12, 21]) {
    await page.getByPlaceholder('例如：加我薇 信，给您退款').fill(inOneLine(at(texts, index)))
    await page.keyboard.press('Enter')
    await isOnlyText()
  }

  const [talk] = world.talks
  const said = texts.filter((_, index) => index % 11 === 0)
  for (const text of said) talk?.visitor.say({ type: 'send', id: newMessageId(), body: { type: 'text', text } })
  const hits = () => world.ask<{ items: SensitiveHit[] }>('sensitive.hits', { limit: 50 })
  await eventually(async () => (await hits()).items.length).toBeGreaterThan(3)
  await follow('/settings/sensitive-hits')
  await isOnlyText((await hits()).items.flatMap((hit) => hit.words))
  await world.ask('sensitive.remove', { wordIds: items.map(({ wordId }) => wordId) })
}
