import { useSyncExternalStore } from 'react'

const subscribe = (listener: () => void) => {
  addEventListener('resize', listener)
  return () => removeEventListener('resize', listener)
}

/** Of the window, in CSS pixels. */
export const useWidth = () => useSyncExternalStore(subscribe, () => window.innerWidth)

/** Below this the list of conversations and the conversation are shown one at a time; so are rail and page above each other. */
export const narrowPx = 760
