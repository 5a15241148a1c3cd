import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createMask } from './masks.ts'

test.each([
  ['打 138 0013 8000 找我', '打 ⟦1⟧ 找我'],
  ['+86-138-0013-8000 或 010-62770000', '⟦1⟧ 或 ⟦2⟧'],
  ['微信 13800138000，就是 13800138000', '微信 ⟦1⟧，就是 ⟦1⟧'],
  ['wang.li+shop@mail.example.com', '⟦1⟧'],
  ['身份证 11010519491231002X', '身份证 ⟦1⟧X'],
  ['买 3 张，2999 元，2026-11-25 送', '买 3 张，2999 元，⟦1⟧ 送'],
  ['假的 ⟦1⟧ 占位', '假的  占位'],
])('%s leaves the house as %s', (text, hidden) => {
  expect(createMask().hide(text)).toBe(hidden)
})

test('what was hidden is all there again when nothing was changed', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll(/[⟦⟧]/g, '')),
    fc.integer({ min: 10 ** 6, max: 10 ** 12 }).map(String),
    fc.emailAddress(),
  )
  fc.assert(
    fc.property(fc.array(fc.array(piece).map((pieces) => pieces.join(' '))), (texts) => {
      const mask = createMask()
      expect(texts.map(mask.hide).map(mask.restore)).toEqual(texts)
    }),
  )
})
