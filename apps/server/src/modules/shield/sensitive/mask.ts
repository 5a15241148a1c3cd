/** Puts a star in the place of every character that stands within one of these; what overlaps is one. */
export function masked(text: string, places: readonly { readonly start: number; readonly end: number }[]): string {
  if (places.length === 0) return text
  let shown = ''
  let done = 0
  for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
    if (end <= done) continue
    const from = Math.max(start, done)
    shown += text.slice(done, from) + '*'.repeat([...text.slice(from, end)].length)
    done = end
  }
  return shown + text.slice(done)
}
