import type { IncomingHttpHeaders } from 'node:http'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a page of ours sent this request, as the browser says and no page can forge. Cookies travel by themselves,
 * so whatever changes something on a cookie's authority needs this.
 */
export function isFromOurPages(headers: IncomingHttpHeaders, host: string, publicOrigin: string): boolean {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin'
  const { origin } = headers
  return origin !== undefined && isOurOrigin(origin, host, publicOrigin)
}

/** Whether the browser says that somebody else's page sent it. Clients that are no browsers say nothing. */
export function isFromForeignPages(headers: IncomingHttpHeaders, host: string, publicOrigin: string): boolean {
  const says = headers['sec-fetch-site'] !== undefined || headers.origin !== undefined
  return says && !isFromOurPages(headers, host, publicOrigin)
}

export const changesSomething = (method: string) => !reading.has(method)

/** Compared as parsed hosts, never as prefixes: `https://ours.example.evil.com` is not ours. */
export function isOurOrigin(origin: string, host: string, publicOrigin: string): boolean {
  if (origin === publicOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase()
}
