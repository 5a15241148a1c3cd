import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationId, message, messages } from './testing/things.ts'
import { endOf, expect as expectSeq, missing, prepend, receive, startTimeline } from './timeline.ts'

const start = (from: number, to: number) => startTimeline(conversationId, messages(from, to), from > 1)

describe('a timeline', () => {
  it('ends up whole and in order, however messages come', () => {
    const order = fc.shuffledSubarray(messages(1, 20), { minLength: 20 })
    const repeats = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 20 })
    fc.assert(
      fc.property(order, repeats, fc.integer({ min: 0, max: 5 }), (arriving, again, floor) => {
        let timeline = startTimeline(conversationId, [], false, floor)
        for (const one of [...arriving, ...again.map((seq) => message(seq))]) timeline = receive(timeline, [one])
        expect(timeline.messages).toEqual(messages(floor + 1, 20))
        expect(missing(timeline)).toBeNull()
        expect(timeline.ahead).toEqual([])
      }),
    )
  })

  it('shows nothing that lies beyond a hole, and names the hole', () => {
    const timeline = receive(start(1, 3), [message(6), message(8)])
    expect(endOf(timeline)).toBe(3)
    expect(missing(timeline)).toEqual({ after: 3, before: 6 })
    expect(missing(receive(timeline, messages(4, 5)))).toEqual({ after: 6, before: 8 })
  })

  it('stays the same value when it is told what it knows', () => {
    const timeline = start(3, 5)
    expect(receive(timeline, messages(3, 5))).toBe(timeline)
    expect(receive(timeline, messages(1, 2))).toBe(timeline)
    expect(expectSeq(timeline, 5)).toBe(timeline)
    expect(missing(expectSeq(timeline, 7))).toEqual({ after: 5 })
  })

  it('takes an older page only where it fits', () => {
    const timeline = start(11, 12)
    expect(prepend(timeline, messages(6, 10), true).messages).toEqual(messages(6, 12))
    expect(prepend(timeline, messages(6, 12), true).messages).toEqual(messages(6, 12))
    expect(prepend(timeline, messages(6, 9), true)).toBe(timeline)
    expect(prepend(timeline, [], false)).toMatchObject({ floor: 10, hasEarlier: false })
    expect(endOf(prepend(timeline, messages(6, 10), true))).toBe(12)
  })
})
