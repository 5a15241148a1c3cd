export interface Named {
  readonly agentId: string
  readonly name: string
}

export interface NotePart {
  readonly text: string
  /** Set where a colleague is named. */
  readonly agentId?: string
}

/** Cuts a note where colleagues are named. Of two names that begin alike the longer one is meant. */
export function partsWithMentions(text: string, named: readonly Named[]): NotePart[] {
  const byLength = named.filter(({ name }) => name !== '').sort((a, b) => b.name.length - a.name.length)
  const parts: NotePart[] = []
  let done = 0
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const found = byLength.find(({ name }) => text.startsWith(name, at + 1))
    if (!found) continue
    if (at > done) parts.push({ text: text.slice(done, at) })
    done = at + 1 + found.name.length
    parts.push({ text: text.slice(at, done), agentId: found.agentId })
    at = done - 1
  }
  if (done < text.length) parts.push({ text: text.slice(done) })
  return parts
}

/** Who is named in a note, of those who may be. */
export const mentionedIn = (text: string, colleagues: readonly Named[]): string[] => [
  ...new Set(partsWithMentions(text, colleagues).flatMap(({ agentId }) => agentId ?? [])),
]

/** What is being written after an `@` up to the cursor, while it may still become a name; null elsewhere. */
export function mentionBeingTyped(
  text: string,
  cursor: number,
): { readonly from: number; readonly words: string } | null {
  const from = text.lastIndexOf('@', cursor - 1)
  if (from === -1) return null
  const before = text[from - 1]
  // Within an address (a@b.cn) it is no mention.
  if (before !== undefined && /[\w.]/.test(before)) return null
  const words = text.slice(from + 1, cursor)
  return words.length > 20 || /\s/.test(words) ? null : { from, words }
}
