import type { LiveVisitor } from '@youwen/contract'
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { arrange, type ColumnName, createArranger, createFinder, remembered, stateOf } from './live.ts'

const visitor = (more: Partial<LiveVisitor> = {}): LiveVisitor => ({
  visitId: 'a',
  visitorId: 'v',
  siteId: 's',
  visitorName: '',
  styleId: null,
  startedAt: '2026-11-25T08:00:00.000Z',
  leftAt: null,
  visitCount: 1,
  pageCount: 1,
  currentUrl: 'https://shop.example/',
  currentTitle: '',
  conversationId: null,
  isInvited: false,
  isBlocked: false,
  ip: '203.0.113.7',
  region: { country: '中国', province: '浙江', city: '杭州', isp: '' },
  source: { kind: 'direct', searchEngine: null, keyword: null, campaign: null, referrer: '' },
  device: { terminal: 'desktop', os: '', browser: '', app: null },
  ...more,
})
const textOf = (one: LiveVisitor, column: ColumnName) =>
  column === 'name'
    ? one.visitorName
    : column === 'region'
      ? one.region.city
      : column === 'keyword'
        ? (one.source.keyword ?? '')
        : ''

test.each([
  [{}, 'browsing'],
  [{ isInvited: true }, 'invited'],
  [{ isInvited: true, conversationId: 'c' }, 'talking'],
  [{ conversationId: 'c', leftAt: '2026-11-25T08:10:00.000Z' }, 'left'],
  [{ leftAt: '2026-11-25T08:10:00.000Z', isBlocked: true }, 'blocked'],
] as const)('%j is %s', (more, state) => expect(stateOf(visitor(more))).toBe(state))

describe('the order', () => {
  const ids = (list: readonly LiveVisitor[]) => list.map(({ visitId }) => visitId).join(' ')
  const three = [
    visitor({ visitId: 'a', pageCount: 3, visitorName: '王', startedAt: '2026-11-25T08:00:00.000Z' }),
    visitor({ visitId: 'b', pageCount: 12, visitorName: '', startedAt: '2026-11-25T08:20:00.000Z' }),
    visitor({ visitId: 'c', pageCount: 3, visitorName: '陈', startedAt: '2026-11-25T08:10:00.000Z' }),
  ]
  it('is by figures as figures, and stays where they are equal', () => {
    expect(ids(arrange(three, { by: 'pages', isDescending: true }, textOf))).toBe('b c a')
    expect(ids(arrange(three, { by: 'pages', isDescending: false }, textOf))).toBe('c a b')
  })
  it('has who came last on top when it is by time', () => {
    expect(ids(arrange(three, { by: 'time', isDescending: false }, textOf))).toBe('b c a')
  })
  it('has what is not known at the end, whichever way it is', () => {
    expect(ids(arrange(three, { by: 'name', isDescending: false }, textOf))).toBe('c a b')
    expect(ids(arrange(three, { by: 'name', isDescending: true }, textOf))).toBe('a c b')
  })
})

describe('a list that changes all the time', () => {
  const rows = fc.uniqueArray(
    fc.record({
      visitId: fc.integer({ min: 1, max: 40 }).map(String),
      visitorName: fc.constantFrom('', '王', '陈', '李女士', 'a'),
      pageCount: fc.integer({ min: 1, max: 4 }),
    }),
    { selector: ({ visitId }) => visitId, maxLength: 30 },
  )
  const orders = fc.record({ by: fc.constantFrom<ColumnName>('name', 'pages', 'time'), isDescending: fc.boolean() })

  it('is at every moment in the order in which it would be sorted anew', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(rows, orders, fc.boolean()), { maxLength: 8 }), (steps) => {
        const arranged = createArranger(textOf)
        let order = { by: 'name' as ColumnName, isDescending: false }
        let held = new Map<string, LiveVisitor>()
        for (const [shown, another, isReordered] of steps) {
          if (isReordered) order = another
          // A row that says the same is the same row.
          const same = (more: Partial<LiveVisitor>) => {
            const before = held.get(more.visitId ?? '')
            const isAsItWas = before?.visitorName === more.visitorName && before?.pageCount === more.pageCount
            return before && isAsItWas ? before : visitor(more)
          }
          const now = shown.map(same)
          held = new Map(now.map((one) => [one.visitId, one]))
          expect(arranged(now, order)).toEqual(arrange(now, order, textOf))
        }
      }),
    )
  })
})

it('finds a row by every typed word, also by its address', () => {
  const one = visitor({ visitorName: '王女士', currentUrl: 'https://shop.example/Sofa' })
  const finds = createFinder(remembered(textOf))
  for (const words of [['王'], ['杭州', '王'], ['sofa']]) expect(finds(one, words)).toBe(true)
  expect(finds(one, ['王', '上海'])).toBe(false)
  // A row that changed is another one.
  expect(finds({ ...one, visitorName: '陈女士' }, ['王'])).toBe(false)
})
