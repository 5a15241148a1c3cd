import { describe, expect, it } from 'vitest'
import { type Frame, smoothnessOf } from './smoothness.ts'

/** Fifty frames a second; how far each is scrolled is up to `topAt`. */
const film = (seconds: number, topAt: (at: number) => number): Frame[] =>
  Array.from({ length: seconds * 50 + 1 }, (_, i) => [i * 20, topAt(i * 20)])

describe('how smoothly a page moves', () => {
  it('counts every frame that shows another part', () => {
    expect(
      smoothnessOf(
        film(5, (at) => at),
        4_000,
      ),
    ).toEqual({ worstFps: 50, medianFps: 50, stillMs: 20 })
  })

  it('counts no frame of a page that is stuck, however many it makes', () => {
    const stuck = smoothnessOf(
      film(5, (at) => Math.min(at, 1_000)),
      4_000,
    )
    expect(stuck).toMatchObject({ worstFps: 0, stillMs: 3_020 })
    expect(
      smoothnessOf(
        film(5, () => 0),
        4_000,
      ),
    ).toEqual({ worstFps: 0, medianFps: 0, stillMs: 4_000 })
  })

  it('finds the one bad second', () => {
    const frames = film(5, (at) => at).filter(([at]) => at <= 2_000 || at > 2_500)
    expect(smoothnessOf(frames, 4_000)).toEqual({ worstFps: 25, medianFps: 50, stillMs: 520 })
  })

  it('begins with the first movement and ends with the wheel', () => {
    const late = film(6, (at) => Math.max(0, Math.min(at - 1_000, 4_000)))
    expect(smoothnessOf(late, 4_000).worstFps).toBe(49)
  })
})
