import fc from 'fast-check'
import { expect, it } from 'vitest'
import { calculate } from './calculate.ts'

it.each([
  ['1+2*3', 7],
  ['(1+2)*3', 9],
  ['-2*-3', 6],
  ['0.1+0.2', 0.3],
  ['2999×3÷2', 4498.5],
  ['１２＋３', 15],
  ['3,980*88%', 3502.4],
  ['¥100-20', 80],
  ['.5*4', 2],
  ['10/4', 2.5],
])('%s is %d', (text, value) => expect(calculate(text)).toBe(value))

it.each(['', '1+', '(1', '1)', 'abc', '1/0', '2 苹果', '1..2', '--', '%'])('%s is nothing to calculate', (text) => {
  expect(calculate(text)).toBeUndefined()
})

it('never runs anything and never throws, whatever is typed', () => {
  fc.assert(fc.property(fc.string(), (text) => void calculate(text)))
  expect(calculate('('.repeat(5_000))).toBeUndefined()
})
