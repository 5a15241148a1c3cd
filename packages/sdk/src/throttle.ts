/** Calls at once, then at most once in each interval, and always with the last value. */
export function throttle<T>(intervalMs: number, call: (value: T) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined
  let waiting: { value: T } | null = null
  const rest = () => {
    timer = setTimeout(() => {
      timer = undefined
      if (!waiting) return
      const { value } = waiting
      waiting = null
      call(value)
      rest()
    }, intervalMs)
  }
  return {
    call(value: T) {
      waiting = { value }
      if (timer !== undefined) return
      waiting = null
      call(value)
      rest()
    },
    /** Forgets a value that was not passed on yet. */
    cancel() {
      waiting = null
    },
  }
}
