import type { appointmentStyles } from './appointment-styles.ts'

type Style = (typeof appointmentStyles)[number]

/** How a card is drawn: the head above the notch, the stub below it. Every pair of words and ground is legible (AA). */
export interface AppointmentLook {
  /** The head, from its upper left to its lower right corner. */
  readonly from: string
  readonly to: string
  readonly text: string
  readonly soft: string
  readonly stub: string
  readonly stubText: string
  readonly stubSoft: string
  readonly accent: string
  readonly onAccent: string
  /** Drawn over the head: white on dark grounds, dark on light ones. */
  readonly line: string
  /** A tile of lines, repeated; an SVG path. */
  readonly pattern: { readonly width: number; readonly height: number; readonly path: string }
}

/** One table for the desk, the chat, the page of a card, and the picture that it is saved as. No schema: browsers draw it. */
export const appointmentLooks: Readonly<Record<Style, AppointmentLook>> = {
  sky: {
    from: '#185eba',
    to: '#123f8f',
    text: '#ffffff',
    soft: '#dae8fb',
    stub: '#f1f6fd',
    stubText: '#10264a',
    stubSoft: '#4a5f80',
    accent: '#1b5fc0',
    onAccent: '#ffffff',
    line: '#ffffff',
    pattern: { width: 48, height: 20, path: 'M0 10q12-10 24 0t24 0' },
  },
  jade: {
    from: '#0c7156',
    to: '#075243',
    text: '#ffffff',
    soft: '#d8f2e8',
    stub: '#eff8f4',
    stubText: '#0c2f27',
    stubSoft: '#46635b',
    accent: '#0b6b51',
    onAccent: '#ffffff',
    line: '#ffffff',
    pattern: { width: 44, height: 44, path: 'M8 22Q8 8 22 8Q22 22 8 22L18 12M30 44Q30 30 44 30Q44 44 30 44L40 34' },
  },
  coral: {
    from: '#bb402b',
    to: '#9b2838',
    text: '#ffffff',
    soft: '#ffede6',
    stub: '#fef4f0',
    stubText: '#47170f',
    stubSoft: '#7a4c43',
    accent: '#b83d27',
    onAccent: '#ffffff',
    line: '#ffffff',
    pattern: {
      width: 36,
      height: 18,
      path: 'M0 18a18 18 0 0 1 36 0M9 18a9 9 0 0 1 18 0M-18 9a18 18 0 0 1 36 0M18 9a18 18 0 0 1 36 0',
    },
  },
  rose: {
    from: '#b23675',
    to: '#7f2566',
    text: '#ffffff',
    soft: '#fde8f2',
    stub: '#fdf2f7',
    stubText: '#45122d',
    stubSoft: '#774a61',
    accent: '#a82f6c',
    onAccent: '#ffffff',
    line: '#ffffff',
    pattern: {
      width: 40,
      height: 40,
      path: 'M20 20Q10 10 20 0Q30 10 20 20Q30 10 40 20Q30 30 20 20Q30 30 20 40Q10 30 20 20Q10 30 0 20Q10 10 20 20',
    },
  },
  violet: {
    from: '#6a4bd0',
    to: '#41309a',
    text: '#ffffff',
    soft: '#e6e0fc',
    stub: '#f5f2fd',
    stubText: '#251a52',
    stubSoft: '#5c5380',
    accent: '#5c40bd',
    onAccent: '#ffffff',
    line: '#ffffff',
    pattern: { width: 40, height: 24, path: 'M20 0L40 12L20 24L0 12ZM20 6L30 12L20 18L10 12Z' },
  },
  gold: {
    from: '#f4d894',
    to: '#dcab4d',
    text: '#372405',
    soft: '#57390a',
    stub: '#fffaee',
    stubText: '#372405',
    stubSoft: '#6e5527',
    accent: '#875800',
    onAccent: '#ffffff',
    line: '#7a5200',
    pattern: { width: 24, height: 12, path: 'M0 12L12 0L24 12M0 24L12 12L24 24' },
  },
  ink: {
    from: '#2a2e38',
    to: '#101217',
    text: '#f6ead0',
    soft: '#cabb95',
    stub: '#1a1d24',
    stubText: '#f2ede0',
    stubSoft: '#b3ab93',
    accent: '#e2c27a',
    onAccent: '#1a1508',
    line: '#e2c27a',
    pattern: { width: 32, height: 32, path: 'M0 16L16 0M16 32L32 16M0 0L32 32' },
  },
  paper: {
    from: '#fcf9f2',
    to: '#f0e9da',
    text: '#2a241b',
    soft: '#655a48',
    stub: '#ffffff',
    stubText: '#2a241b',
    stubSoft: '#6a604f',
    accent: '#ab372b',
    onAccent: '#ffffff',
    line: '#8d7a55',
    pattern: { width: 24, height: 14, path: 'M0 7H24' },
  },
}

/** The same as custom properties, `--from`, `--stub-text`, `--pattern` …, for what has `data-look="sky"`. */
export function looksSheet(): string {
  const rules = (Object.keys(appointmentLooks) as Style[]).map((style) => {
    const { pattern, ...colours } = appointmentLooks[style]
    const { width, height, path } = pattern
    const tile = `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'><path d='${path}' fill='none' stroke='${colours.line}'/></svg>`
    const lines = Object.entries(colours).map(
      ([name, colour]) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${colour}`,
    )
    lines.push(`--pattern:url("data:image/svg+xml,${encodeURIComponent(tile)}")`)
    return `[data-look=${style}]{${lines.join(';')}}`
  })
  return rules.join('')
}
