/** Parameters of an address, names in lower case, values as sent; those of the query and of a hash route (`#/a?b=c`). */
export function rawParameters(address: URL): Map<string, string> {
  const found = new Map<string, string>()
  const hashQuery = address.hash.split('?')[1] ?? ''
  for (const pair of `${address.search.slice(1)}&${hashQuery}`.split('&')) {
    const at = pair.indexOf('=')
    if (at < 1) continue
    const name = pair.slice(0, at).toLowerCase()
    if (!found.has(name)) found.set(name, pair.slice(at + 1))
  }
  return found
}

const utf8 = new TextDecoder('utf-8', { fatal: true })
const gbk = new TextDecoder('gbk')

/** Percent-decoded as UTF-8, or as GBK where the bytes are no UTF-8: what old Chinese pages and clients still send. */
export function decodeParameter(raw: string): string {
  const bytes: number[] = []
  for (let at = 0; at < raw.length; at++) {
    const char = raw[at] as string
    const code = /^[0-9a-f]{2}$/i.test(raw.slice(at + 1, at + 3)) ? Number.parseInt(raw.slice(at + 1, at + 3), 16) : -1
    if (char === '%' && code >= 0) {
      bytes.push(code)
      at += 2
    } else if (char === '+') bytes.push(0x20)
    else bytes.push(...Buffer.from(char))
  }
  const data = Uint8Array.from(bytes)
  try {
    return utf8.decode(data)
  } catch {
    return gbk.decode(data)
  }
}

/** A web address, or null: what a page says of itself may be anything. */
export function parseAddress(text: string): URL | null {
  const address = URL.parse(text)
  return address && /^(https?|android-app):$/.test(address.protocol) ? address : null
}
