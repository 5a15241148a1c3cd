import { isIP } from 'node:net'
import type { Networks } from './networks.ts'
import { Stopped } from './trouble.ts'

/**
 * Reads an address that somebody typed. `URL` has unmasked it by then: 2130706433, 0x7f.1 and 0177.0.0.1 are
 * 127.0.0.1. Names are looked at when they are resolved, once, for the connection itself.
 */
export function readTarget(address: string, networks: Networks): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  const isHttp = url?.protocol === 'http:'
  if (!url || !(isHttp || url.protocol === 'https:')) throw new Stopped('malformed')
  if (url.username || url.password || url.port === '0') throw new Stopped('malformed')
  // Plain http is for the operator's own networks, so without any of them there is none.
  if (isHttp && !networks.hasOwn) throw new Stopped('plain_http')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) admit(host, { isHttp, networks })
  return url
}

/** An address to connect to: open to all, or the operator's own. Plain http stays within his own. */
export function admit(ip: string, { isHttp, networks }: { isHttp: boolean; networks: Networks }): string {
  const standing = networks.standingOf(ip)
  if (standing === 'own' || (standing === 'open' && !isHttp)) return ip
  throw new Stopped(standing === 'open' ? 'plain_http' : 'closed_network')
}
