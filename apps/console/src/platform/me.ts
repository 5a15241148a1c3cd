import type { Me, Permission } from '@youwen/contract'
import { createContext, useContext, useMemo } from 'react'
import { usePreferences } from './preferences.ts'
import type { Clock } from './time.ts'

const MeContext = createContext<Me | null>(null)
export const MeProvider = MeContext.Provider

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('Outside of MeProvider nobody is logged in')
  return me
}

/** Hides what the server would refuse anyway; the server decides. */
export function useMay(permission: Permission): boolean {
  return useMe().permissions.includes(permission)
}

export function useClock(): Clock {
  const { timeZone } = useMe()
  const { locale } = usePreferences()
  return useMemo(() => ({ locale, timeZone }), [locale, timeZone])
}
