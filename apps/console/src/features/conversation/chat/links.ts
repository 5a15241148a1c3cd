export interface TextPart {
  readonly text: string
  /** Set when the part is an address that is safe to open. */
  readonly href?: string
}

// Chinese punctuation and letters end an address: people write 请看https://example.com/a，谢谢.
const address = /https?:\/\/[^\s<>"'，。；！？、（）《》【】“”‘’\u4e00-\u9fff]+/gi
const trailing = /[.,;:!?)\]}]+$/

/** Cuts a text where addresses begin and end. Only http and https become links. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = []
  let done = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(trailing, '')
    if (!URL.canParse(found)) continue
    if (match.index > done) parts.push({ text: text.slice(done, match.index) })
    parts.push({ text: found, href: found })
    done = match.index + found.length
  }
  if (done < text.length || parts.length === 0) parts.push({ text: text.slice(done) })
  return parts
}
