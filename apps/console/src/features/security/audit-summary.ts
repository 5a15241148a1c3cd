const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-/i

/** What a person can read of an operation's details in one line: no ids, nothing empty. */
export function summaryOfDetail(detail: Readonly<Record<string, unknown>>): string {
  const parts: string[] = []
  for (const [name, value] of Object.entries(detail)) {
    if (typeof value === 'string' && value !== '' && !uuid.test(value)) parts.push(`${name}: ${value}`)
    if (typeof value === 'number' || typeof value === 'boolean') parts.push(`${name}: ${value}`)
    if (Array.isArray(value)) {
      const words = value.filter((each) => typeof each === 'string' && !uuid.test(each))
      if (words.length > 0) parts.push(`${name}: ${words.join(', ')}`)
    }
  }
  return parts.join(' · ')
}
