/** `shop.example/a` is meant as https://shop.example/a. */
export function addressOf(typed: string): string | undefined {
  const words = typed.trim()
  const full = /^[a-z][a-z0-9+.-]*:/i.test(words) && !/^[^/]*:\d/.test(words) ? words : `https://${words}`
  if (words === '' || /\s/.test(words) || !URL.canParse(full)) return undefined
  const { protocol, hostname, href } = new URL(full)
  return (protocol === 'https:' || protocol === 'http:') && hostname !== '' ? href : undefined
}
