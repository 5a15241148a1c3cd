/** What can be read on a customer's accent colour. */

const luminance = (parts: readonly number[]): number => {
  const [r, g, b] = parts.map((part) => (part > 10 ? ((part / 255 + 0.055) / 1.055) ** 2.4 : part / 3295)) as [
    number,
    number,
    number,
  ]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Against white, `luminance <= whiteBelow` is a contrast of at least 4.5 : 1. */
const whiteBelow = 0.1833

/**
 * Ground and ink with AA contrast. Dark accents carry white; middling ones (most brand blues and reds) are darkened
 * until they do, because white on them is what their owners expect; light ones carry near-black.
 */
export function onAccent(accent: string): { ground: string; ink: string } {
  let parts = [1, 3, 5].map((at) => parseInt(accent.substr(at, 2), 16))
  if (luminance(parts) > 0.35) return { ground: accent, ink: '#111827' }
  while (luminance(parts) > whiteBelow) parts = parts.map((part) => Math.floor(part * 0.98))
  return { ground: `rgb(${parts.join()})`, ink: '#fff' }
}
