import { useSyncExternalStore } from 'react'
import { usePreferences } from '../platform/preferences.ts'
import type { Theme } from '../ui/theme.ts'

const dark = matchMedia('(prefers-color-scheme: dark)')
const subscribe = (listener: () => void) => {
  dark.addEventListener('change', listener)
  return () => dark.removeEventListener('change', listener)
}

/** The theme in force: the chosen one, or the system's. */
export function useTheme(): Theme {
  const { theme } = usePreferences()
  const isDark = useSyncExternalStore(subscribe, () => dark.matches)
  if (theme !== 'system') return theme
  return isDark ? 'dark' : 'light'
}
