/** Who wants to hear that something changed. Several changes of one moment are told once, after it. */
export function createNotifier() {
  const listeners = new Set<() => void>()
  let isDue = false
  return {
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    changed() {
      if (isDue) return
      isDue = true
      Promise.resolve().then(() => {
        isDue = false
        for (const listener of Array.from(listeners)) listener()
      })
    },
  }
}

/** Typed events: a listener that throws harms neither the others nor the connection that the event came from. */
export function createEmitter<Events>() {
  const listeners: { [Name in keyof Events]?: Set<(event: Events[Name]) => void> } = {}
  return {
    on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => void): () => void {
      const those = listeners[name] ?? new Set<(event: Events[Name]) => void>()
      listeners[name] = those
      those.add(listener)
      return () => void those.delete(listener)
    },
    emit<Name extends keyof Events>(name: Name, event: Events[Name]) {
      for (const listener of Array.from(listeners[name] ?? [])) {
        try {
          listener(event)
        } catch (error) {
          setTimeout(() => {
            throw error
          })
        }
      }
    },
  }
}
