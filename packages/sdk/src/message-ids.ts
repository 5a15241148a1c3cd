/**
 * Makes UUIDs of version 7: they sort by time, and those of one maker sort strictly in the order in which they were
 * made, also within a millisecond and after the computer's clock was set back.
 *
 * @returns a function that takes the id of a message after which the next one must sort, as when a page that was
 * reloaded finds what the page before it had not sent.
 */
export function createMessageIds(now: () => number = Date.now): (after?: string) => string {
  let lastMs = 0
  let counter = 0
  return (after = '') => {
    const [afterMs, afterCounter] = [hexAt(after, 0, 8) * 0x10000 + hexAt(after, 9, 13), hexAt(after, 15, 18)]
    if (afterMs > lastMs || (afterMs === lastMs && afterCounter > counter)) {
      lastMs = afterMs
      counter = afterCounter
    }
    const ms = now()
    if (ms > lastMs) {
      lastMs = ms
      counter = 0
    } else if (++counter > 0xfff) {
      lastMs++
      counter = 0
    }
    const bytes = crypto.getRandomValues(new Uint8Array(8))
    let tail = ''
    for (let i = 0; i < 8; i++) tail += hex(i === 0 ? ((bytes[0] as number) & 0x3f) | 0x80 : (bytes[i] as number), 2)
    const time = hex(lastMs, 12)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`
  }
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
const hexAt = (id: string, from: number, to: number) => Number.parseInt(id.slice(from, to) || '0', 16)
