export type Part = { readonly text: string; readonly href?: string }

const address = /\b(?:https?:\/\/|www\.)[^\s<>"'`“”‘’，。；：！？、）】》」』（【《「『]+/gi
/** What ends a sentence rather than an address. */
const trailing = '.,;:!?)]}…'

/**
 * Cuts a text into plain parts and links, in one pass and in linear time. Only http and https ever become links, so a
 * part can be put into the page as it is.
 */
export function linkify(text: string): Part[] {
  const parts: Part[] = []
  let at = 0
  address.lastIndex = 0
  for (let match = address.exec(text); match; match = address.exec(text)) {
    const shown = withoutTrailing(match[0])
    const href = hrefOf(shown)
    if (!href) continue
    if (match.index > at) parts.push({ text: text.slice(at, match.index) })
    parts.push({ text: shown, href })
    at = match.index + shown.length
    address.lastIndex = Math.max(at, match.index + 1)
  }
  if (at < text.length) parts.push({ text: text.slice(at) })
  return parts
}

/** `(see https://a.example/x_(y))`: a closing bracket belongs to the address when its opening one does. */
function withoutTrailing(found: string): string {
  let end = found.length
  while (end > 0 && trailing.includes(found[end - 1] as string)) end--
  let open = 0
  for (let at = 0; at < end; at++) open += found[at] === '(' ? 1 : found[at] === ')' ? -1 : 0
  while (open-- > 0 && found[end] === ')') end++
  return found.slice(0, end)
}

function hrefOf(shown: string): string | undefined {
  const url = safeLink(/^www\./i.test(shown) ? `https://${shown}` : shown)
  return url?.hostname.includes('.') ? url.href : undefined
}

/** An address that may be opened: http and https, nothing else. */
export function safeLink(address: string): URL | undefined {
  try {
    const url = new URL(address)
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined
  } catch {
    return undefined
  }
}

const emojiOnly = /^(?:[\u203c-\u2bff]|\ufe0f|\u200d|[\ud83c-\ud83e][\udc00-\udfff])+$/

/** A few emoji and nothing else: shown large. Twelve code units are three of the longest common ones. */
export const isEmojiOnly = (text: string): boolean => text.length <= 12 && emojiOnly.test(text)
