import type { Card, CardField } from '@youwen/contract'
import { newMessageId } from '../../attacks/src/sample.ts'
import type { Ask } from './canary-ask.ts'
import type { Talk } from './canary-talks.ts'
import { at, texts, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'

export interface Cards {
  readonly fields: readonly CardField[]
  /** By visitor, as the server stored them. */
  readonly cards: ReadonlyMap<string, Card>
}
const phone = '13857190246'

/** Fields of such names and with such choices; the cards of those who talk hold a share of the texts each. */
export async function fillCards(ask: Ask, talks: readonly Talk[]): Promise<Cards> {
  const names = new Set(textsUpTo(20).map((text) => text.trim()))
  for (const [index, name] of [...names].entries()) {
    await ask('card.addField', { name, kind: index % 2 === 0 ? 'text' : 'long_text' })
  }
  const options = textsUpTo(40).map((text) => text.trim())
  await ask('card.addField', { name: '单选项', kind: 'select', options })
  await ask('card.addField', { name: '多选项', kind: 'multi_select', options })
  const fields = await ask<CardField[]>('card.form')

  const cards = new Map<string, Card>()
  for (const [index, { visitorId }] of talks.entries()) {
    const valueFor = ({ builtIn, kind }: CardField, position: number) => {
      const next = index * 23 + position
      // He is called something already.
      if (builtIn === 'name') return null
      if (kind === 'text') return at(textsUpTo(60), next)
      if (kind === 'long_text') return at(texts, next)
      if (kind === 'multi_select') return [at(options, next), at(options, next + 5)]
      if (kind === 'select' && builtIn === null) return at(options, next)
      return kind === 'phone' && index < 2 ? phone : null
    }
    const changes = fields.flatMap((field, position) => {
      const value = valueFor(field, position)
      return value === null ? [] : [{ fieldId: field.fieldId, was: null, value }]
    })
    cards.set(visitorId, await ask<Card>('card.save', { visitorId, changes }))
  }
  return { fields: await ask('card.fields'), cards }
}

/** What the card of a visitor shows, beside the names that the product gives its own fields. */
export function shownOfCard({ fields, cards }: Cards, visitorId: string): string[] {
  const values = cards.get(visitorId)?.values ?? {}
  return [
    ...fields.map(({ name }) => name),
    ...fields.flatMap(({ kind, fieldId }) => (kind === 'phone' ? [] : (values[fieldId] ?? []))),
  ]
}

export async function lookAtCardFields({ page, follow, isOnlyText, dialog, closeDialog }: Tour, { fields }: Cards) {
  const custom = fields.filter(({ builtIn }) => builtIn === null)
  await follow('/settings/card-fields')
  await isOnlyText(custom.map(({ name }) => name))
  for (const { name, options } of [custom[3], custom[7], custom.at(-1)].filter((field) => field !== undefined)) {
    await page
      .getByRole('button', { name: `编辑「${name}」` })
      .first()
      .click()
    await isOnlyText([`编辑「${name}」`, name, ...options])
    await page.locator('.ant-drawer-close').click()
    await dialog().waitFor({ state: 'hidden' })
  }
  const { name } = custom[5] ?? {}
  await page
    .getByRole('button', { name: `删除「${name}」` })
    .first()
    .click()
  await isOnlyText([`删除字段「${name}」？`])
  await closeDialog()
}

/** Somebody with the same number is compared. */
export async function compareCards({ page, isOnlyText, closeDialog, goTo }: Tour, [talk, other]: readonly Talk[]) {
  await goTo(`/desk/${talk?.conversationId}`)
  await isOnlyText([`可能是同一个人：${other?.visitorName}`])
  await page.getByRole('button', { name: /^对\s*比$/ }).click()
  await isOnlyText([other?.visitorName ?? ''])
  await closeDialog()
}

/** What was said is read out for the card, with the words around it. */
export async function readOutForCard({ page, isOnlyText, goTo }: Tour, talk: Talk) {
  await goTo(`/desk/${talk.conversationId}`)
  const said = textsUpTo(60).flatMap((text, index) => (index % 12 === 0 ? [`${text} 手机 13857190247 ${text}`] : []))
  for (const text of said) talk.visitor.say({ type: 'send', id: newMessageId(), body: { type: 'text', text } })
  await isOnlyText(said)
  await page.getByRole('button', { name: '智能抽取' }).click()
  await page.getByText('138 5719 0247').first().waitFor()
  await isOnlyText()
}
