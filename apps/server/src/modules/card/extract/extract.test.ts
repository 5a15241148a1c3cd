import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readByRules, type Said } from './index.ts'

const at = new Date('2026-11-25T02:00:00Z')
/** `V:` says the visitor, `A:` the agent. */
const talk = (...lines: string[]): Said[] =>
  lines.map((line) => ({ from: line.startsWith('A:') ? 'agent' : 'visitor', text: line.slice(2), at }))
const found = (field: string, ...lines: string[]) =>
  readByRules(talk(...lines), { timeZone: 'Asia/Shanghai' })
    .filter((one) => one.field === field)
    .map(({ value }) => value)

const mobile = fc
  .tuple(fc.constantFrom('130', '138', '159', '177', '186', '199'), fc.stringMatching(/^\d{8}$/))
  .map(([prefix, rest]) => prefix + rest)
const written = (number: string) => [...number].map((figure) => '零一二三四五六七八九'[Number(figure)]).join('')
const wide = (number: string) =>
  [...number].map((figure) => String.fromCharCode(figure.charCodeAt(0) + 0xfee0)).join('')

describe('a phone (D3.5)', () => {
  it('is found however it is written', () => {
    const ways: ((number: string) => string[])[] = [
      (number) => [number],
      (number) => [written(number)],
      (number) => [wide(number)],
      (number) => [`${number.slice(0, 3)} ${number.slice(3, 7)} ${number.slice(7)}`],
      (number) => [`${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`],
      (number) => [`+86 ${number}`],
      (number) => [[...number].join(' ')],
      (number) => [number.slice(0, 7), number.slice(7)],
      (number) => [`前面是${number.slice(0, 7)}，后面${number.slice(7)}`],
    ]
    fc.assert(
      fc.property(mobile, fc.constantFrom(...ways), (number, write) => {
        expect(found('phone', ...write(number).map((text) => `V:${text}`))).toEqual([`+86${number}`])
      }),
    )
  })

  it('is never one that the agent gave, nor what is called otherwise', () => {
    fc.assert(
      fc.property(
        mobile,
        fc.constantFrom('订单号', '运单号：', '发票号码', '取件码', '身份证', 'QQ'),
        (number, label) => {
          expect(found('phone', `V:${label}${number}`)).toEqual([])
          expect(found('phone', `A:我的手机是${number}`, `V:好的，${number}`)).toEqual([])
        },
      ),
    )
  })

  it.each([
    ['打错了，后面的才是', ['V:13800138000', 'V:打错了，是13900139000'], ['+8613900139000']],
    ['不是他的', ['V:13800138000不是我的电话'], []],
    ['两个都给了', ['V:13800138000或者13900139000都行'], ['+8613800138000', '+8613900139000']],
    ['别人的和自己的', ['V:我老公电话13800138000，我的13900139000'], ['+8613900139000']],
    ['只给了别人的', ['V:打我老婆手机13800138000'], ['+8613800138000']],
    ['客服问了对不对', ['A:您的电话是13800138000对吗', 'V:对的'], ['+8613800138000']],
    ['座机', ['V:0571-87654321'], ['+8657187654321']],
    ['网址里的', ['V:https://a.example/?id=13800138000'], []],
  ])('%s', (_, lines, numbers) => expect(found('phone', ...lines)).toEqual(numbers))
})

describe('other values (D3.5)', () => {
  it.each([
    ['wechat', ['V:13800138000 微信同号'], '13800138000'],
    ['wechat', ['V:手机号就是微信13800138000'], '13800138000'],
    ['wechat', ['A:加个微信吧', 'V:lily_2020'], 'lily_2020'],
    ['wechat', ['V:13800138000 没有微信'], undefined],
    ['qq', ['V:扣扣二八七六五四三二'], '28765432'],
    ['email', ['V:wang 艾特 163 点 com'], 'wang@163.com'],
    ['name', ['A:您贵姓', 'V:姓王，女士'], '王女士'],
    ['name', ['V:我是学生'], undefined],
    ['gender', ['V:我姓李，李先生'], '男'],
    ['age', ['V:我今年二十八岁'], '28'],
    ['age', ['V:我儿子5岁'], undefined],
    ['region', ['V:我在西湖边，人在杭州'], '浙江 杭州'],
    ['region', ['V:你们杭州有店吗'], undefined],
    ['appointment', ['V:明天下午3点半到店'], '2026-11-26 15:30'],
    ['appointment', ['V:明天能到货吗'], undefined],
    ['need', ['V:你好，请问全屋净水器怎么卖'], '全屋净水器怎么卖'],
  ])('%s of %j is %s', (field, lines, value) => expect(found(field, ...lines)[0]).toBe(value))

  it('say which message they were read from', () => {
    const findings = readByRules(talk('V:你好', 'A:您的电话', 'V:13800138000', 'V:微信同号'), {
      timeZone: 'Asia/Shanghai',
    })
    expect(findings.map(({ field, said }) => [field, said])).toEqual([
      ['phone', 2],
      ['wechat', 3],
    ])
  })

  it('are none in whatever nonsense somebody types, and nothing breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 6 }), (texts) => {
        readByRules(
          texts.map((text, index) => ({ from: index % 2 ? 'agent' : 'visitor', text, at })),
          { timeZone: 'Asia/Shanghai' },
        )
      }),
    )
  })
})
