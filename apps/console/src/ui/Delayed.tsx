import { type ReactNode, useEffect, useState } from 'react'

/** Shows its content only when waiting has become noticeable: a flash of a skeleton is worse than none. */
export function Delayed({ children, ms = 300 }: { children: ReactNode; ms?: number }) {
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isDue ? children : null
}
