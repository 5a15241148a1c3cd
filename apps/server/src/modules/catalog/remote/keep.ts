interface Kept<Value> {
  readonly value: Value
  readonly at: Date
  readonly sizeBytes: number
}

/** The answers of the last hours, as many as fit; what was not asked for the longest time goes first. */
export function createKeep<Value>({ maxBytes }: { maxBytes: number }) {
  const kept = new Map<string, Kept<Value>>()
  let sizeBytes = 0
  const forget = (key: string) => {
    sizeBytes -= kept.get(key)?.sizeBytes ?? 0
    kept.delete(key)
  }
  return {
    find(key: string): Kept<Value> | undefined {
      const found = kept.get(key)
      if (found) {
        kept.delete(key)
        kept.set(key, found)
      }
      return found
    },
    forgetThose(areMeant: (key: string) => boolean): void {
      for (const key of [...kept.keys()]) if (areMeant(key)) forget(key)
    },
    put(key: string, one: Kept<Value>): void {
      forget(key)
      kept.set(key, one)
      sizeBytes += one.sizeBytes
      for (const oldest of kept.keys()) {
        if (sizeBytes <= maxBytes) return
        forget(oldest)
      }
    },
  }
}
