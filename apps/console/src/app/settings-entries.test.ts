import { expect, it } from 'vitest'
import { entryAt, findEntries, settingsEntries } from './settings-entries.ts'

const find = (typed: string) => findEntries(settingsEntries, typed, (entry) => entry.name).map(({ path }) => path)

it('finds a setting by pinyin, by its initials, by Chinese and by English words', () => {
  for (const typed of ['zhandian', 'zd', '域名', 'Snippet']) expect(find(typed)).toContain('/settings/sites')
  expect(find('mima')).toEqual(['/settings/security'])
})

it('wants every word to fit', () => {
  expect(find('login log')).toEqual(['/settings/logins'])
  expect(find('没有这样的设置')).toEqual([])
})

it('knows the entry of a page, of those below it, and of no other', () => {
  expect(entryAt('/settings/sensitive-hits')?.path).toBe('/settings/sensitive-hits')
  expect(entryAt('/settings/sites/one/styles/two')?.path).toBe('/settings/sites')
  expect(entryAt('/settings')).toBeUndefined()
})
