import type { AppEntry, AppName } from '@youwen/contract'
import { expect, it } from 'vitest'
import { arrange } from './arrange.ts'

const shown = (['desk', 'ticket', 'monitor', 'rating', 'team', 'site'] as const).map((app) => ({
  app,
  name: app,
  about: `about ${app}`,
  words: app === 'ticket' ? 'gongdan gd' : '',
}))
const entry = (app: AppName, uses: number, isOn = true): AppEntry => ({ app, uses, isOn, lastUsedAt: null })
const names = (list: readonly { app: AppName }[]) => list.map(({ app }) => app)

it('puts what is used most in front, and leaves the rest in its order', () => {
  const { frequent, rest, off } = arrange(shown, [entry('team', 9), entry('ticket', 20), entry('site', 1)], '')
  expect(names(frequent)).toEqual(['ticket', 'team'])
  expect(names(rest)).toEqual(['desk', 'monitor', 'rating', 'site'])
  expect(off).toEqual([])
})

it('shows what is switched off apart, however much it was used', () => {
  const { frequent, off } = arrange(shown, [entry('ticket', 20, false)], '')
  expect([names(frequent), names(off)]).toEqual([[], ['ticket']])
})

it('finds an app by every word that was typed, by pinyin too', () => {
  expect(names(arrange(shown, [], 'GD').rest)).toEqual(['ticket'])
  expect(names(arrange(shown, [], 'about tea').rest)).toEqual(['team'])
})
