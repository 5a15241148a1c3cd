const prefix = 'youwen.console.draft:'

/** Unsent words by conversation; they outlive a reload. */
export const drafts = {
  get(conversationId: string): string {
    try {
      return localStorage.getItem(prefix + conversationId) ?? ''
    } catch {
      return ''
    }
  },
  set(conversationId: string, text: string) {
    try {
      if (text === '') localStorage.removeItem(prefix + conversationId)
      else localStorage.setItem(prefix + conversationId, text)
    } catch {
      // Storage is blocked or full: the words stay in the box, only a reload would lose them.
    }
  },
}
