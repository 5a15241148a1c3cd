import { useEffect, useRef } from 'react'

/** Long enough for the second click of most people, short enough to feel at once. */
const doubleClickMs = 220

/** One click inserts, two send: the first waits whether there is a second. */
export function useClick() {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    once(act: () => void) {
      clearTimeout(timer.current)
      timer.current = setTimeout(act, doubleClickMs)
    },
    twice(act: () => void) {
      clearTimeout(timer.current)
      act()
    },
  }
}
