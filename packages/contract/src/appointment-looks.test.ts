import { expect, it } from 'vitest'
import { appointmentLooks, looksSheet } from './appointment-looks.ts'
import { appointmentStyles } from './appointment-styles.ts'

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}
/** The ground with the lines of the pattern on it, as strong as the stylesheets draw them. */
function mixed(ground: string, line: string, share: number): string {
  const parts = [1, 3, 5].map((at) => {
    const [under, over] = [ground, line].map((colour) => Number.parseInt(colour.slice(at, at + 2), 16))
    return Math.round((under ?? 0) * (1 - share) + (over ?? 0) * share)
  })
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

it.each(appointmentStyles)('the words of a card in %s stand out from their ground as AA wants', (style) => {
  const look = appointmentLooks[style]
  for (const ground of [look.from, look.to]) {
    expect(contrast(look.text, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(look.soft, ground)).toBeGreaterThanOrEqual(4.5)
    // Large: the time and the heading may lie on a line of the pattern.
    expect(contrast(look.text, mixed(ground, look.line, 0.16))).toBeGreaterThanOrEqual(3)
  }
  expect(contrast(look.stubText, look.stub)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(look.stubSoft, look.stub)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(look.accent, look.stub)).toBeGreaterThanOrEqual(4.5)
  expect(contrast(look.onAccent, look.accent)).toBeGreaterThanOrEqual(4.5)
})

it('the looks are handed to stylesheets under names that they use', () => {
  const sheet = looksSheet()
  for (const style of appointmentStyles) {
    const { stubText, onAccent } = appointmentLooks[style]
    const [, rule] = new RegExp(`\\[data-look=${style}\\]\\{([^}]*)\\}`).exec(sheet) ?? []
    expect(rule).toContain(`--stub-text:${stubText};`)
    expect(rule).toContain(`--on-accent:${onAccent};`)
    expect(rule).toMatch(/--pattern:url\("data:image\/svg\+xml,%3Csvg[^"]*"\)$/)
  }
})
