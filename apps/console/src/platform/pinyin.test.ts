import { expect, it } from 'vitest'
import { initialsOf, isFoundBy } from './pinyin.ts'

it.each([
  ['浙江杭州', 'zjhz'],
  ['售后 / 退款', 'sh / tk'],
  ['百度', 'bd'],
  ['VIP 客户', 'vip kh'],
  ['啊我鹅', 'awe'],
])('%s is found by %s', (text, initials) => expect(initialsOf(text)).toBe(initials))

it('finds by characters, by initials and by several words, and nothing by others', () => {
  for (const typed of ['杭州', 'hz', 'zj hz', '浙江 hz', '']) expect(isFoundBy('浙江杭州', typed)).toBe(true)
  for (const typed of ['sh', '杭州 sh']) expect(isFoundBy('浙江杭州', typed)).toBe(false)
})
