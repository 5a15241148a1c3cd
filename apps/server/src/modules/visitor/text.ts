import { withoutTurningMarks } from '@youwen/contract'
import ipaddr from 'ipaddr.js'

/** What a page or a header said, as text that every column takes (no controls, no half characters) and that turns nothing. */
export const plainText = (text: string) =>
  withoutTurningMarks(text)
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()

/** An address as the database takes it; 0.0.0.0 where there is none. A zone (`fe80::1%eth0`) names our own network card. */
export function plainAddress(ip: string): string {
  const bare = ip.split('%')[0] ?? ''
  return ipaddr.isValid(bare) ? ipaddr.process(bare).toString() : '0.0.0.0'
}
