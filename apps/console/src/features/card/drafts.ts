import type { Edits } from './edits.ts'

const prefix = 'youwen.console.card:'

/** Half-filled cards by visitor; they outlive a reload and looking at another conversation. */
export const drafts = {
  get(visitorId: string): Edits {
    try {
      return JSON.parse(localStorage.getItem(prefix + visitorId) ?? '{}') as Edits
    } catch {
      return {}
    }
  },
  set(visitorId: string, edits: Edits) {
    try {
      if (Object.keys(edits).length === 0) localStorage.removeItem(prefix + visitorId)
      else localStorage.setItem(prefix + visitorId, JSON.stringify(edits))
    } catch {
      // Storage is blocked or full: the form keeps it, only a reload would lose it.
    }
  },
}
