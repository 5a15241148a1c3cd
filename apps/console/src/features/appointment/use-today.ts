import { useEffect, useState } from 'react'
import { useClock } from '../../platform/me.ts'
import { dayOf } from '../../platform/time.ts'

/** `2026-11-26` where the company is. Desks stay open over midnight. */
export function useToday(): string {
  const clock = useClock()
  const [today, setToday] = useState(() => dayOf(clock, new Date()))
  useEffect(() => {
    const look = () => setToday(dayOf(clock, new Date()))
    look()
    const timer = setInterval(look, 20_000)
    return () => clearInterval(timer)
  }, [clock])
  return today
}
