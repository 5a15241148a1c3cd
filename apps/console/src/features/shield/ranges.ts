/** Ranges that may be meant by a visitor's address: what one household or office looks like from outside. */
export function rangeAround(ip: string): string | undefined {
  const four = /^(\d+\.\d+\.\d+)\.\d+$/.exec(ip)
  if (four) return `${four[1]}.0/24`
  if (!ip.includes(':')) return undefined
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail === undefined ? [] : tail.split(':').filter(Boolean)
  const all = [...groups, ...Array.from({ length: 8 - groups.length - rest.length }, () => '0'), ...rest]
  // What a provider gives to one customer.
  return `${all.slice(0, 4).join(':')}::/64`
}
