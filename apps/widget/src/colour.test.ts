import { describe, expect, it } from 'vitest'
import { onAccent } from './colour.ts'

const luminance = (parts: number[]) => {
  const [r = 0, g = 0, b = 0] = parts.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
const partsOf = (colour: string) =>
  colour.startsWith('#')
    ? (colour.length === 4 ? [...colour.slice(1)].map((c) => c + c) : (colour.slice(1).match(/../g) ?? [])).map((hex) =>
        Number.parseInt(hex, 16),
      )
    : (colour.match(/\d+/g) ?? []).map(Number)
const contrast = (a: string, b: string) => {
  const [dark = 0, light = 0] = [luminance(partsOf(a)), luminance(partsOf(b))].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

describe('text on an accent colour', () => {
  it('reads well (AA) on every accent that a style may have', () => {
    for (let r = 0; r <= 255; r += 15)
      for (let g = 0; g <= 255; g += 15)
        for (let b = 0; b <= 255; b += 15) {
          const accent = `#${[r, g, b].map((part) => part.toString(16).padStart(2, '0')).join('')}`
          const { ground, ink } = onAccent(accent)
          expect(contrast(ground, ink), accent).toBeGreaterThanOrEqual(4.5)
        }
  })

  it('leaves the accent as it is where that is possible', () => {
    expect(onAccent('#4457d9').ink).toBe('#fff')
    expect(onAccent('#ffd400')).toEqual({ ground: '#ffd400', ink: '#111827' })
  })
})
