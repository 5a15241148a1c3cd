const keyOf = (agentId: string) => `youwen.console.invitations:${agentId}`
const most = 3

/** What this person wrote lately, latest first; each agent at a computer has his own. */
export function recentTexts(agentId: string): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(agentId)) ?? '[]')
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string') : []
  } catch {
    return []
  }
}

export function rememberText(agentId: string, text: string) {
  try {
    const others = recentTexts(agentId).filter((one) => one !== text)
    localStorage.setItem(keyOf(agentId), JSON.stringify([text, ...others].slice(0, most)))
  } catch {
    // Then it is written again.
  }
}
