import type { Handshake } from './endpoint.ts'

/**
 * Whether a handshake comes from our own pages. A browser always names the origin, in lower case and without the default
 * port, so anything else is foreign. `Host` counts as well as the public address: a page served by us under another
 * name has that name's cookies only.
 */
export function isSameOrigin({ origin, host }: Pick<Handshake, 'origin' | 'host'>, publicUrl: URL): boolean {
  if (origin === undefined) return false
  return origin === publicUrl.origin || origin === `http://${host}` || origin === `https://${host}`
}
