import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

/** Of the window, in CSS pixels. */
export const useWidth = () => useSyncExternalStore(subscribe, () => window.innerWidth)
