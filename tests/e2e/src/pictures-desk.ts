/** npm run pictures: what `docs/desk.md` shows, in both languages, from really started servers. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { it } from 'vitest'
import en from '../../../apps/console/src/texts/en-US/index.ts'
import zh from '../../../apps/console/src/texts/zh-CN/index.ts'
import { launch } from './browser.ts'
import { logInAsOwner, removePhrases, setCapacity } from './owner.ts'
import { createAgent, eventually } from './people.ts'
import { enter, others, siteKeyOf, wang } from './pictures-people.ts'
import { startServer } from './server.ts'

const folder = fileURLToPath(new URL('../../../docs/images/desk', import.meta.url))

const languages = {
  'zh-CN': {
    texts: zh,
    others: others.map(({ said }) => said),
    asked: '您好，想问问榉木餐桌可以定制尺寸吗？',
    answered: '您好！可以的，长度 1.2 到 2.4 米都能做，大约 25 天送到。',
    told: '我姓王，手机 138 5719 0246，微信同号',
    typed: '好的，麻烦您发一下，另外想问',
    find: '餐桌',
    phrases: [
      ['报价说明', '{访客名}您好，定制餐桌按长度报价，1.6 米含税 4,280 元。'],
      ['送货时间', '下单后 25 天左右送到，送货前一天会打电话约时间。'],
      ['保养', '榉木桌面用拧干的布擦，避免暖气直吹。'],
    ],
    folder: '售前',
    ticket: '给王女士寄木样',
    visitor: '王女士',
  },
  'en-US': {
    texts: en,
    others: [
      'Can the covers be washed?',
      'Do you have a showroom?',
      'Is the 1.6 m table in stock?',
      'How tall is the lamp?',
    ],
    asked: 'Hello, can the beech table be made to measure?',
    answered: 'Yes, from 1.2 to 2.4 metres. It takes about 25 days.',
    told: 'My phone is 138 5719 0246, e-mail wang@example.com',
    typed: 'Good, please send it. And one more',
    find: 'table',
    phrases: [
      ['Price', 'Hello {访客名}, tables are priced by length: 4,280 for 1.6 m.'],
      ['Delivery', 'It takes about 25 days. We call the day before.'],
      ['Care', 'Wipe beech with a damp cloth, and keep it away from heaters.'],
    ],
    folder: 'Before the order',
    ticket: 'Send wood samples',
    visitor: 'Ms Wang',
  },
} as const

for (const [locale, words] of Object.entries(languages)) {
  it(`takes the pictures of the desk in ${locale}`, async () => {
    await mkdir(folder, { recursive: true })
    await using server = await startServer({ env: { TRUST_PROXY: '127.0.0.1' } })
    await using browser = await launch()
    const take = async (page: Page, name: string) => save(page, join(folder, `${name}.${locale}.webp`))
    const owner = await logInAsOwner(server)
    for (const account of ['xiaochen', 'laozhou'] as const) await setCapacity(owner, account, 0)
    await removePhrases(owner)
    const place = { folderId: null, beforeId: null }
    const { phraseId } = await owner.phrase.addShared({ place, phrase: { kind: 'folder', title: words.folder } })
    for (const [title, text] of words.phrases) {
      const phrase = { kind: 'phrase', title, body: { type: 'text', text } } as const
      await owner.phrase.addShared({ place: { ...place, folderId: phraseId }, phrase })
    }

    const site = await siteKeyOf(server)
    const { page, ...lin } = await createAgent(browser, server, 'xiaolin', {
      locale,
      viewport: { width: 1280, height: 800 },
    })
    const clients = []
    for (const [index, other] of others.entries()) {
      const client = enter(server, site, other)
      client.sendText(words.others[index] ?? '')
      await lin.sees(words.others[index] ?? '')
      clients.push(client)
    }
    const client = enter(server, site, wang, 'table')
    clients.push(client)
    client.sendText(words.asked)
    await lin.open(words.asked)
    await lin.say(words.answered)
    await eventually(() => client.state.messages.some(({ from }) => from === 'agent')).toBe(true)
    client.read(client.state.conversation?.lastSeq ?? 0)
    client.sendText(words.told)
    await lin.sees(words.told)
    client.typing(words.typed)
    await lin.sees(words.typed)

    const { texts } = words
    await page.getByRole('button', { name: texts.card.extract }).click()
    await page.getByText('138 5719 0246', { exact: true }).first().waitFor()
    await take(page, 'talk')
    await page.getByRole('button', { name: texts.card.adoptAll }).click()
    await page.keyboard.press('Control+s')

    await page.getByText(words.others[1]).first().click({ button: 'right' })
    await page.getByRole('menu').waitFor()
    await take(page, 'menu')
    await page.keyboard.press('Escape')

    await page.getByRole('tab', { name: texts.conversation.tabs.phrase }).click()
    await page.getByRole('treeitem').first().click()
    await page.getByText(words.phrases[1][0]).first().waitFor()
    await lin.type('/')
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await take(page, 'phrases')
    await lin.type('')

    await page.getByRole('tab', { name: texts.conversation.tabs.ticket }).click()
    await page.getByRole('button', { name: texts.ticket.make }).first().click()
    await page.getByRole('dialog').locator('input').first().fill(words.ticket)
    await take(page, 'ticket')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })

    await page.keyboard.press('Alt+B')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel(texts.appointment.phone).waitFor()
    await dialog.getByLabel(texts.appointment.name).fill(words.visitor)
    await dialog.getByRole('button', { name: new RegExp(`^${texts.appointment.day.tomorrow}`) }).click()
    await dialog.getByRole('button', { name: '10', exact: true }).click()
    await dialog.getByRole('button', { name: ':30', exact: true }).click()
    await take(page, 'appointment')
    await page.keyboard.press('Escape')

    await page.goto(`${server.url}/desk`)
    await page.locator('[data-search]').fill(words.find)
    await page.locator('mark').first().waitFor()
    await take(page, 'search')

    const boss = await createAgent(browser, server, 'laozhou', { locale, viewport: { width: 1280, height: 800 } })
    await boss.page.goto(`${server.url}/visitors`)
    await boss.page.getByRole('row').nth(4).waitFor()
    await boss.page.getByRole('row').nth(2).click()
    await boss.page.getByText(texts.visitor.trail).first().waitFor()
    await take(boss.page, 'visitors')
    await boss.page.goto(`${server.url}/monitor`)
    await boss.page.getByRole('row').nth(2).waitFor()
    await take(boss.page, 'monitor')
    for (const each of clients) each.close()
  })
}

/** Small: as WebP, which Chromium writes when it is asked directly. */
async function save(page: Page, path: string) {
  await page.mouse.move(640, 790)
  const devtools = await page.context().newCDPSession(page)
  // What fades in or out has done so; what goes on for ever is not waited for.
  await page.evaluate(() => {
    const finite = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    return Promise.all(finite.map(({ finished }) => finished.then(() => {}).catch(() => {})))
  })
  const { data } = await devtools.send('Page.captureScreenshot', { format: 'webp', quality: 72 })
  await writeFile(path, Buffer.from(data, 'base64'))
  await devtools.detach()
}
