/** `10k`, `1.5m`, `250`: how many. */
export function readCount(name: string, text: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([km]?)$/i.exec(text) ?? []
  if (digits === undefined) throw new Error(`${name} is a count such as 250, 10k or 1.5m, not "${text}".`)
  const factor = { k: 1_000, m: 1_000_000 }[unit?.toLowerCase() ?? ''] ?? 1
  return Math.round(Number(digits) * factor)
}
