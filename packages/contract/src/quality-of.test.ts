import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import {
  asksNothing,
  lacking,
  neverGiven,
  type QualityConditions,
  type QualityFacts,
  type QualityRules,
  qualities,
  qualityOf,
  usualQualityRules,
} from './quality-of.ts'

const startedAt = '2026-11-26T08:00:00.000Z'
const after = (minutes: number) => new Date(Date.parse(startedAt) + minutes * 60_000).toISOString()
const facts = (more: Partial<QualityFacts> = {}): QualityFacts => ({
  startedAt,
  lastSpokenAt: null,
  visitorMessageCount: 0,
  agentMessageCount: 0,
  hasCard: false,
  hasPhone: false,
  ...more,
})
const asking = (more: Partial<QualityConditions>): QualityConditions => ({ ...asksNothing, ...more })

it('judges by how often the visitor spoke as long as the company has not decided (A10, D1.5)', () => {
  const judged = [0, 1, 2, 3, 5, 6, 400].map((visitorMessageCount) =>
    qualityOf(facts({ visitorMessageCount }), usualQualityRules),
  )
  expect(judged).toEqual(['invalid', 'plain', 'plain', 'good', 'good', 'excellent', 'excellent'])
})

const own: QualityRules = {
  excellent: asking({ visitorMessages: 3, minutes: 5, phone: true }),
  good: asking({ visitorMessages: 3, agentMessages: 2 }),
  plain: asking({ agentMessages: 1 }),
}
test.each([
  ['nobody said anything', {}, 'invalid'],
  ['only the visitor spoke, and often', { visitorMessageCount: 9, lastSpokenAt: after(9) }, 'invalid'],
  ['an agent answered', { visitorMessageCount: 1, agentMessageCount: 1 }, 'plain'],
  ['both spoke often enough', { visitorMessageCount: 3, agentMessageCount: 2 }, 'good'],
  ['… one word short', { visitorMessageCount: 2, agentMessageCount: 9 }, 'plain'],
  ['a phone was left, and it lasted', { visitorMessageCount: 3, hasPhone: true, lastSpokenAt: after(5) }, 'excellent'],
  ['… a moment too short', { visitorMessageCount: 3, hasPhone: true, lastSpokenAt: after(4.999) }, 'invalid'],
] as const)('A10 by conditions of the company, when %s', (_, more, quality) =>
  expect(qualityOf(facts(more), own)).toBe(quality),
)

it('A10 says what is missing, and whoever brings just that has the level', () => {
  const conditions = fc.record({
    visitorMessages: fc.integer({ min: 0, max: 9 }),
    agentMessages: fc.integer({ min: 0, max: 9 }),
    minutes: fc.integer({ min: 0, max: 9 }),
    card: fc.boolean(),
    phone: fc.boolean(),
  })
  const some = fc.record({
    startedAt: fc.constant(startedAt),
    lastSpokenAt: fc.option(fc.double({ min: 0, max: 12, noNaN: true }).map(after)),
    visitorMessageCount: fc.integer({ min: 0, max: 12 }),
    agentMessageCount: fc.integer({ min: 0, max: 12 }),
    hasCard: fc.boolean(),
    hasPhone: fc.boolean(),
  })
  fc.assert(
    fc.property(some, conditions, (one, wanted) => {
      const missing = lacking(one, wanted)
      const lastSpokenAt = new Date(Date.parse(one.lastSpokenAt ?? startedAt) + missing.minutes * 60_000).toISOString()
      const then = {
        ...one,
        lastSpokenAt,
        visitorMessageCount: one.visitorMessageCount + missing.visitorMessages,
        agentMessageCount: one.agentMessageCount + missing.agentMessages,
        hasCard: one.hasCard || missing.card,
        hasPhone: one.hasPhone || missing.phone,
      }
      expect(lacking(then, wanted)).toEqual(asksNothing)
    }),
  )
  // A level is named as never given only if nothing has it.
  const rules = fc.record({ excellent: conditions, good: conditions, plain: conditions })
  const withPhoneOnCard = some.map((one) => ({ ...one, hasCard: one.hasCard || one.hasPhone }))
  fc.assert(
    fc.property(withPhoneOnCard, rules, (one, asked) => {
      const quality = qualityOf(one, asked)
      expect(qualities).toContain(quality)
      if (quality !== 'invalid') expect(neverGiven(asked)).not.toContain(quality)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['the usual ones hide nothing', usualQualityRules, []],
  ['a better level that asks less', { ...usualQualityRules, excellent: asking({ visitorMessages: 2 }) }, ['good']],
  ['… or the same', { ...usualQualityRules, excellent: usualQualityRules.good }, ['good']],
  [
    'a card where a phone is asked',
    { ...own, good: asking({ card: true }), plain: asking({ phone: true }) },
    ['plain'],
  ],
  ['something else hides nothing', { ...own, good: asking({ phone: true }), plain: asking({ card: true }) }, []],
])('A10 tells of levels that no conversation can have: %s', (_, rules: QualityRules, hidden) => {
  expect(neverGiven(rules)).toEqual(hidden)
})
