import ipaddr from 'ipaddr.js'

/** An address, or all that begin with the same bits. */
export interface Range {
  readonly kind: 'ipv4' | 'ipv6'
  readonly bits: number
  /** The shortest form: what is equal is written equally. */
  readonly text: string
}

const widthOf = { ipv4: 32, ipv6: 128 } as const

/** `203.0.113.77/24` is `203.0.113.0/24`, `::ffff:203.0.113.7` is `203.0.113.7`; undefined for what is neither. */
export function parseRange(text: string): Range | undefined {
  const [address = '', length, ...rest] = text.trim().split('/')
  if (rest.length > 0 || !isWhole(address) || (length !== undefined && !/^\d{1,3}$/.test(length))) return undefined
  const written = ipaddr.parse(address)
  const real = ipaddr.process(address)
  const given = length === undefined ? widthOf[written.kind()] : Number(length)
  // A range of mapped addresses is one of IPv4 addresses.
  const bits = given - (widthOf[written.kind()] - widthOf[real.kind()])
  if (bits < 0 || bits > widthOf[real.kind()]) return undefined
  return rangeOf(real, bits)
}

/** `1` and `0x7f.1` are addresses to some, and to nobody who blocks visitors. */
const isWhole = (address: string) =>
  address.includes(':') ? ipaddr.IPv6.isValid(address) : ipaddr.IPv4.isValidFourPartDecimal(address)

function rangeOf(address: ipaddr.IPv4 | ipaddr.IPv6, bits: number): Range {
  const kind = address.kind()
  const bytes = address
    .toByteArray()
    .map((byte, index) => byte & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))))
  const network = ipaddr.fromByteArray(bytes).toString()
  return { kind, bits, text: bits === widthOf[kind] ? network : `${network}/${bits}` }
}

/** Finds whether any of many ranges holds an address: one look for each length that occurs, however many there are. */
export function createRangeSet<Value>(entries: Iterable<readonly [Range, Value]>) {
  const byLength = { ipv4: new Map<number, Map<string, Value>>(), ipv6: new Map<number, Map<string, Value>>() }
  for (const [{ kind, bits, text }, value] of entries) {
    const same = byLength[kind].get(bits) ?? new Map<string, Value>()
    same.set(text, value)
    byLength[kind].set(bits, same)
  }
  return {
    /** What belongs to the ranges that hold the address. */
    *of(ip: string): Iterable<Value> {
      if (!ipaddr.isValid(ip)) return
      const address = ipaddr.process(ip)
      for (const [bits, same] of byLength[address.kind()]) {
        const found = same.get(rangeOf(address, bits).text)
        if (found !== undefined) yield found
      }
    },
  }
}
export type RangeSet<Value> = ReturnType<typeof createRangeSet<Value>>
