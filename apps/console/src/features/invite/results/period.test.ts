import { expect, it, test } from 'vitest'
import { periodFrom, periodOf, presetOf, presets } from './period.ts'

const today = '2026-03-01'

test.each([
  ['today', '2026-03-01', '2026-03-01'],
  ['yesterday', '2026-02-28', '2026-02-28'],
  ['week', '2026-02-23', '2026-03-01'],
  ['month', '2026-01-31', '2026-03-01'],
] as const)('%s is from %s through %s', (preset, from, through) =>
  expect(periodOf(preset, today)).toEqual({ from, through }),
)

it('knows a preset again by its days', () => {
  for (const preset of presets) expect(presetOf(periodOf(preset, today), today)).toBe(preset)
  expect(presetOf({ from: '2026-02-01', through: '2026-03-01' }, today)).toBeUndefined()
})

test.each([
  [{ from: '2026-02-01', through: '2026-03-01' }, true],
  [{ from: '2026-03-02', through: '2026-03-01' }, false],
  [{ from: '2025-03-02', through: '2026-03-01' }, false],
  [{ from: '2026-99-99', through: '2026-99-99' }, false],
  [{ from: 'x', through: 7 }, false],
  [{}, false],
])('takes from an address what is a period: %j', (search, isOne) =>
  expect(periodFrom(search)).toEqual(isOne ? search : undefined),
)
