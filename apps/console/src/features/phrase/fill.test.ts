import { describe, expect, it } from 'vitest'
import { fill, partsOf } from './fill.ts'

const values = { 访客名: '王女士', 客服名: '小林', 公司名: '云舟家居', 站点: '官网', 时间: '2026-11-25 14:30' }

describe('variables of a phrase (D3.1)', () => {
  it.each([
    ['{访客名}您好，我是{客服名}', '王女士您好，我是小林'],
    ['{visitor}, this is {Agent} of {company}', '王女士, this is 小林 of 云舟家居'],
    ['{站点} {时间}', '官网 2026-11-25 14:30'],
    ['{没有的} {} {访客名', '{没有的} {} {访客名'],
    ['{{访客名}}', '{王女士}'],
  ])('%s', (text, filled) => expect(fill(text, values)).toBe(filled))

  it('puts in what the name is, whatever is in it', () => {
    expect(fill('{访客名}', { ...values, 访客名: '$& {客服名}' })).toBe('$& {客服名}')
  })

  it('are told from the words around them', () => {
    expect(partsOf('你好{访客名}{x}')).toEqual([
      { at: 0, text: '你好', isVariable: false },
      { at: 2, text: '{访客名}', isVariable: true },
      { at: 7, text: '{x}', isVariable: false },
    ])
  })
})
