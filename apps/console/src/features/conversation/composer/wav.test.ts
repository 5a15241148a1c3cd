import { expect, it } from 'vitest'
import { encodeWav } from './wav.ts'

const word = (view: DataView, at: number) => String.fromCharCode(...new Uint8Array(view.buffer, at, 4))
const encoded = async (...channels: number[][]) => {
  const view = new DataView(
    await encodeWav(
      channels.map((each) => Float32Array.from(each)),
      16_000,
    ),
  )
  return Array.from({ length: (view.byteLength - 44) / 2 }, (_, index) => view.getInt16(44 + index * 2, true))
}

it('writes the header that every player reads', async () => {
  const view = new DataView(await encodeWav([new Float32Array(16_000)], 16_000))
  expect([word(view, 0), word(view, 8), word(view, 12), word(view, 36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data'])
  expect(view.byteLength).toBe(44 + 32_000)
  expect([view.getUint32(4, true), view.getUint32(40, true)]).toEqual([36 + 32_000, 32_000])
  // 16 bytes of format: PCM, one channel, samples and bytes a second, bytes and bits a sample.
  expect(view.getUint32(16, true)).toBe(16)
  expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16])
  expect([24, 28].map((at) => view.getUint32(at, true))).toEqual([16_000, 32_000])
})

it('clips what is too loud, keeps silence silent, and mixes what has several channels', async () => {
  expect(await encoded([0, 1, -1, 0.5, -0.5])).toEqual([0, 32_767, -32_768, 16_384, -16_384])
  expect(await encoded([1.5, -3, Number.POSITIVE_INFINITY])).toEqual([32_767, -32_768, 32_767])
  expect(await encoded([0, 0, 0])).toEqual([0, 0, 0])
  expect(await encoded([1, 0, -1], [0, 0, -1])).toEqual([16_384, 0, -32_768])
  expect(await encoded([])).toEqual([])
  expect(await encoded()).toEqual([])
})

it('works on a long one a slice at a time, without a click between two', async () => {
  let pauses = 0
  const minute = Float32Array.from({ length: 60 * 16_000 }, (_, at) => Math.sin(at / 20))
  const bytes = await encodeWav([minute], 16_000, async () => {
    pauses++
  })
  expect(pauses).toBe(11)
  // A minute is what may be recorded, far below what may be sent.
  expect(bytes.byteLength).toBe(1_920_044)
  const view = new DataView(bytes)
  const steps = Array.from({ length: minute.length - 1 }, (_, at) =>
    Math.abs(view.getInt16(46 + at * 2, true) - view.getInt16(44 + at * 2, true)),
  )
  expect(Math.max(...steps.slice(79_990, 80_010))).toBeLessThan(1_640)
})
