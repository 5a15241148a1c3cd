const key = 'youwen.console.invitations'
const most = 3

/** What this person wrote lately, latest first. */
export function recentTexts(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function rememberText(text: string) {
  try {
    localStorage.setItem(key, JSON.stringify([text, ...recentTexts().filter((one) => one !== text)].slice(0, most)))
  } catch {
    // Then it is written again.
  }
}
