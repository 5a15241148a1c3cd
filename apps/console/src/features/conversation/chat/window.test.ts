import { describe, expect, it } from 'vitest'
import { atEnd, grownDown, grownUp, hasAbove, shifted, slice, type Window } from './window.ts'

const list = Array.from({ length: 100_000 }, (_, index) => index)

describe('the window on a long history', () => {
  it('reaches the very first message and never draws more than 240', () => {
    let window: Window = atEnd
    let most = 0
    while (hasAbove(window, list.length)) {
      window = grownUp(window, list.length)
      most = Math.max(most, slice(list, window).length)
    }
    expect(slice(list, window)[0]).toBe(0)
    expect(most).toBeLessThanOrEqual(240)
  })

  it('comes back down to the last one', () => {
    let window: Window = { below: 5_000, size: 200 }
    while (window.below > 0) window = grownDown(window)
    expect(slice(list, window).at(-1)).toBe(99_999)
  })

  it('shows the same messages after some were added below', () => {
    const window: Window = { below: 500, size: 100 }
    expect(slice([...list, -1, -2], shifted(window, 2))).toEqual(slice(list, window))
  })

  it('follows the end as long as it is there', () => {
    expect(slice([...list, -1], shifted(atEnd, 1)).at(-1)).toBe(-1)
  })

  it('keeps its place when history is put in above', () => {
    const window: Window = { below: 10, size: 50 }
    expect(slice([-2, -1, ...list], window)).toEqual(slice(list, window))
  })
})
