import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createColumn } from './column.ts'
import { createPhraseIndex } from './phrase-index.ts'
import { packed, spelledBy } from './spelling.ts'
import { syllablesOf } from './syllables.ts'

const phrases = [
  { id: 'price', title: '报价说明', code: 'bj', text: '您好，这是您要的报价。\n一共三千元' },
  { id: 'priceList', title: '价目表', code: '', text: '价目表.png' },
  { id: 'bank', title: '重庆银行', code: 'cqyh', text: '账号 6222 0000，户名绿洲家居' },
  { id: 'hello', title: 'Hello', code: 'hi', text: '您好，欢迎光临' },
  { id: 'xian', title: '西安门店', code: '', text: '在钟楼旁边，支持VIP8折' },
]

function ready() {
  const index = createPhraseIndex(syllablesOf)
  index.put(phrases)
  while (index.prepare(2)) expect(index.search('报价', 9).isComplete).toBe(false)
  return index
}
const found = (words: string, index = ready()) => index.search(words, 9).ids

describe('phrases are found (D3.1)', () => {
  it.each([
    ['报价', ['price']],
    ['价', ['priceList', 'price']],
    ['HELLO', ['hello']],
    ['baojia', ['price']],
    ['bj', ['price']],
    ['jmb', ['priceList']],
    ['jiamub', ['priceList']],
    ["jia'mu", ['priceList']],
    ['chongqing', ['bank']],
    ['cqyh', ['bank']],
    ['lvzhou', ['bank']],
    ['lüz', ['bank']],
    ['xian', ['xian']],
    ['hygl', ['hello']],
    ['vip', ['xian']],
    ['nin bao', ['price']],
    ['您好 欢迎', ['hello']],
    ['ou', []],
    ['没有这个', []],
    ['', []],
  ])('by "%s"', (words, ids) => expect(found(words)).toEqual(ids))

  it('the code first, then titles, then what is in the text; of equal ones the more used', () => {
    const index = createPhraseIndex(syllablesOf)
    index.put([
      { id: 'text', title: '甲', code: '', text: '说 vip' },
      { id: 'inside', title: '老 vip', code: '', text: '' },
      { id: 'start', title: 'vip 客户', code: '', text: '' },
      { id: 'codeStart', title: '乙', code: 'vip2', text: '' },
      { id: 'code', title: '丙', code: 'VIP', text: '' },
      { id: 'used', title: 'vip 专线', code: '', text: '' },
    ])
    while (index.prepare(9));
    index.rank(new Map([['used', 3]]))
    expect(found('vip', index)).toEqual(['code', 'codeStart', 'used', 'start', 'inside', 'text'])
    expect(index.search('vip', 2)).toMatchObject({ ids: ['code', 'codeStart'], total: 6 })
  })

  it('as they are now: changed ones by their new words, removed ones no more', () => {
    const index = ready()
    index.put([{ id: 'price', title: '新的', code: '', text: '' }])
    index.remove(['hello'])
    index.prepare(9)
    expect(found('报价', index)).toEqual([])
    expect(found('xinde', index)).toEqual(['price'])
    expect(found('您好', index)).toEqual([])
  })
})

function holds(text: string, letters: string): boolean {
  const { pattern, isAt } = spelledBy(letters)
  let isFound = false
  createColumn([text]).eachLike(pattern, isAt, () => {
    isFound = true
  })
  return isFound
}

describe('letters spell syllables', () => {
  it('as somebody would who tries every beginning of every syllable', () => {
    const syllable = fc.constantFrom('xi', 'an', 'xian', 'n', 'a', 'ge', 'gei')
    fc.assert(
      fc.property(
        fc.array(syllable, { minLength: 1, maxLength: 9 }),
        fc.stringMatching(/^[xiange]{1,12}$/),
        (all, letters) => {
          const spells = (at: number, rest: string): boolean => {
            if (rest === '') return true
            const here = all[at]
            if (here === undefined) return false
            for (let taken = 1; taken <= here.length; taken++) {
              if (rest.startsWith(here.slice(0, taken)) && spells(at + 1, rest.slice(taken))) return true
            }
            return false
          }
          expect(holds(packed(all), letters)).toBe(all.some((_, at) => spells(at, letters)))
        },
      ),
    )
  })

  it('never takes long, whatever is typed', () => {
    const long = packed(Array.from({ length: 5_000 }, () => 'aaaa'))
    const startedAt = performance.now()
    expect(holds(long, `${'a'.repeat(39)}b`)).toBe(false)
    // Tried out in every way it would take years; how fast it is the bench says.
    expect(performance.now() - startedAt).toBeLessThan(20_000)
  })
})
