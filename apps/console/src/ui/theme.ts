import { theme as antdTheme, type ThemeConfig } from 'antd'
import { cssVariables, fontFamily, palettes, radius, textSize } from './tokens.ts'

export type Theme = 'light' | 'dark'

export function antdThemeOf(theme: Theme): ThemeConfig {
  const color = palettes[theme]
  return {
    algorithm: theme === 'dark' ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm,
    cssVar: { key: 'youwen' },
    hashed: false,
    token: {
      colorPrimary: color.accent,
      colorInfo: color.accent,
      colorLink: color.accentText,
      colorSuccess: color.green,
      colorWarning: color.amber,
      colorError: color.red,
      colorText: color.text,
      colorTextSecondary: color.text2,
      colorTextTertiary: color.text3,
      colorTextDescription: color.text3,
      colorTextPlaceholder: color.text3,
      colorFillTertiary: color.hover,
      colorBgBase: color.surface,
      colorBgContainer: color.surface,
      colorBgElevated: color.raised,
      colorBgLayout: color.sunken,
      colorBorder: color.outline,
      colorBorderSecondary: color.border,
      fontFamily,
      fontSize: textSize.md,
      borderRadius: radius.control,
      borderRadiusLG: radius.card,
      lineHeight: 1.5,
      motionDurationMid: '0.15s',
      motionDurationSlow: '0.18s',
      boxShadow: color.shadow,
      boxShadowSecondary: color.shadow,
      controlItemBgActive: color.tint,
      controlItemBgHover: color.hover,
    },
    components: {
      Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', colorLink: color.accentText },
      Table: {
        headerBg: color.sunken,
        headerColor: color.text2,
        rowHoverBg: color.hover,
        cellPaddingBlock: 10,
        headerSplitColor: 'transparent',
        fontWeightStrong: 500,
      },
      Menu: { itemBg: 'transparent', itemSelectedBg: color.tint, itemSelectedColor: color.accentText },
      Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 20, titleFontSize: 13 },
      Form: { itemMarginBottom: 18 },
      // What floats is as dark as the track in the dark theme.
      Segmented: { trackBg: color.hover, itemSelectedBg: theme === 'dark' ? color.outline : color.surface },
      Tooltip: { colorBgSpotlight: theme === 'dark' ? '#343949' : '#2a2f3f' },
    },
  }
}

/** Puts the theme's colours where the style sheets find them. */
export function applyTheme(theme: Theme) {
  const root = document.documentElement
  root.dataset.theme = theme
  root.style.colorScheme = theme
  for (const [name, value] of Object.entries(cssVariables(theme))) root.style.setProperty(name, value)
}
