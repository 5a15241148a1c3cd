import { describe, expect, it } from 'vitest'
import { message, shown } from '../testing/things.ts'
import { stitch } from './stitch.ts'

const live = [shown(51), shown(52)]
const sending = shown(53, { id: 'sending', seq: null, conversationId: null, delivery: { status: 'sending' } })
const idsOf = (stitched: ReturnType<typeof stitch>) => stitched.messages.map(({ id }) => id)

describe('history and what is said now', () => {
  it('are one stretch when they touch', () => {
    const whole = stitch([message(49), message(50)], live)
    expect(whole.reachesNow).toBe(true)
    expect(idsOf(whole)).toEqual(['c1-49', 'c1-50', 'c1-51', 'c1-52'])
  })

  it('show an overlap once', () => {
    expect(idsOf(stitch([message(50), message(51)], live))).toEqual(['c1-50', 'c1-51', 'c1-52'])
  })

  it('never hide a hole: what lies around a search hit stands alone', () => {
    const apart = stitch([message(10), message(11)], live)
    expect(apart.reachesNow).toBe(false)
    expect(idsOf(apart)).toEqual(['c1-10', 'c1-11'])
  })

  it('join an earlier conversation to the first message of this one only', () => {
    const earlier = [message(7, { conversationId: 'c0' })]
    expect(stitch(earlier, [shown(1)]).reachesNow).toBe(true)
    expect(stitch(earlier, live).reachesNow).toBe(false)
  })

  it('keep what is on its way at the end', () => {
    expect(idsOf(stitch([message(50)], [...live, sending]))).toEqual(['c1-50', 'c1-51', 'c1-52', 'sending'])
    expect(idsOf(stitch([message(52)], [sending]))).toEqual(['c1-52', 'sending'])
  })

  it('give the same object for the same message, so that nothing is drawn twice', () => {
    const loaded = [message(50)]
    expect(stitch(loaded, live).messages[0]).toBe(stitch(loaded, live).messages[0])
  })
})
