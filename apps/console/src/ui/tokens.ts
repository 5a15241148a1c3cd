/** The one place where colours, sizes and type are decided; CSS variables and antd's theme are both made from it. */
interface Palette {
  /** Where people read and write. */
  readonly surface: string
  /** Panes beside it. */
  readonly sunken: string
  readonly rail: string
  /** What floats: menus, dialogs. */
  readonly raised: string
  readonly border: string
  /** Around what can be typed into or ticked. */
  readonly outline: string
  readonly hover: string
  readonly text: string
  readonly text2: string
  readonly text3: string
  readonly accent: string
  readonly accentHover: string
  readonly accentText: string
  readonly onAccent: string
  /** Selected rows. */
  readonly tint: string
  readonly bubble: string
  readonly bubbleMine: string
  readonly paper: string
  readonly green: string
  readonly amber: string
  readonly red: string
  readonly onRed: string
  readonly redTint: string
  readonly amberTint: string
  readonly mark: string
  readonly shadow: string
}

export const palettes: Readonly<Record<'light' | 'dark', Palette>> = {
  light: {
    surface: '#ffffff',
    sunken: '#f8f9fb',
    rail: '#eff1f6',
    raised: '#ffffff',
    border: '#e4e7ee',
    outline: '#cdd2dd',
    hover: '#eef0f5',
    text: '#1a1d29',
    text2: '#555d70',
    text3: '#6a7286',
    accent: '#4457d9',
    accentHover: '#3547c4',
    accentText: '#3b4cc4',
    onAccent: '#ffffff',
    tint: '#e6e9fc',
    bubble: '#f0f2f6',
    bubbleMine: '#e3e7fd',
    paper: '#fdf6d8',
    green: '#168a51',
    amber: '#a96400',
    red: '#cf2f3c',
    onRed: '#ffffff',
    redTint: '#fdebec',
    amberTint: '#fdf3dd',
    mark: '#ffe58f',
    shadow: '0 8px 28px rgb(23 28 58 / 14%), 0 1px 3px rgb(23 28 58 / 8%)',
  },
  dark: {
    surface: '#171920',
    sunken: '#121419',
    rail: '#0d0f13',
    raised: '#20232c',
    border: '#2a2e39',
    outline: '#3d4351',
    hover: '#22252f',
    text: '#e7e9f0',
    text2: '#aab0c0',
    text3: '#8b92a5',
    accent: '#5f73ee',
    accentHover: '#7788f4',
    accentText: '#9dabff',
    onAccent: '#ffffff',
    tint: '#262c4d',
    bubble: '#242832',
    bubbleMine: '#2b3361',
    paper: '#3a3520',
    green: '#4cc38a',
    amber: '#e8a33d',
    red: '#f4717a',
    onRed: '#1b0b0d',
    redTint: '#3d2025',
    amberTint: '#382b16',
    mark: '#6b5410',
    shadow: '0 8px 28px rgb(0 0 0 / 55%), 0 1px 3px rgb(0 0 0 / 40%)',
  },
}

export const fontFamily =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans SC', 'Noto Sans CJK SC', Helvetica, Arial, sans-serif"
export const radius = { control: 6, card: 10 } as const
export const textSize = { xs: 12, sm: 13, md: 14, lg: 16, xl: 20 } as const

const dashed = (name: string) => name.replace(/[A-Z0-9]/g, (letter) => `-${letter.toLowerCase()}`)

/** `--text-2: #555d70; …` for one theme. */
export const cssVariables = (theme: 'light' | 'dark'): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(palettes[theme]).map(([name, value]) => [`--${dashed(name)}`, value]))
