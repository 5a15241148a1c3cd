const prefix = 'youwen.console.phrase.draft:'

/** A phrase that is half written outlives a reload. `key` is the phrase's id, or which tree a new one is for. */
export const phraseDrafts = {
  get<T>(key: string): Partial<T> | undefined {
    try {
      const stored = localStorage.getItem(prefix + key)
      return stored === null ? undefined : (JSON.parse(stored) as Partial<T>)
    } catch {
      return undefined
    }
  },
  set(key: string, values: object) {
    try {
      localStorage.setItem(prefix + key, JSON.stringify(values))
    } catch {
      // Storage is blocked or full: only a reload would lose it.
    }
  },
  forget(key: string) {
    try {
      localStorage.removeItem(prefix + key)
    } catch {
      // Nothing was kept, then.
    }
  },
}
