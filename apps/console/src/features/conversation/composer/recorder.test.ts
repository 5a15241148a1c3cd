import { expect, it } from 'vitest'
import { barsOf, isPlayedEverywhere } from './recorder.ts'

it('draws a recording of any length as so many bars, the loudest as 100', () => {
  expect(barsOf([])).toEqual([])
  expect(barsOf([0.1, 0.2], 4)).toEqual([50, 100])
  expect(barsOf([0, 0.5, 0.25, 0, 0, 0.1], 3)).toEqual([100, 50, 20])
  expect(barsOf(Array.from({ length: 600 }, () => 0.3))).toEqual(Array.from({ length: 40 }, () => 100))
  // Silence stays silence.
  expect(barsOf([0, 0])).toEqual([0, 0])
})

it('knows which recordings every browser plays: AAC, and no Opus in any container', () => {
  const plays = ['audio/mp4;codecs=mp4a.40.2', 'audio/mp4']
  const others = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=opus', 'audio/webm', '']
  expect([...plays, ...others].filter(isPlayedEverywhere)).toEqual(plays)
})
