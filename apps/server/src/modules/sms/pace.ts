/** So many a minute for each key, on this node. Keys are as many as there are people who come within a minute. */
export function createPace({ perMinute, now }: { perMinute: number; now: () => Date }) {
  let minute = 0
  let counts = new Map<string, number>()

  const countOf = (key: string): number => {
    const current = Math.floor(now().getTime() / 60_000)
    if (current !== minute) {
      minute = current
      counts = new Map()
    }
    return counts.get(key) ?? 0
  }

  return {
    isSpent: (key: string): boolean => countOf(key) >= perMinute,
    count: (key: string): void => void counts.set(key, countOf(key) + 1),
  }
}
