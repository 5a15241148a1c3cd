/**
 * Whether a page of this origin may carry a site's widget. A domain without a port means the scheme's own port, as in a
 * Content-Security-Policy; `*.example.com` means any host below `example.com`, but not that host itself.
 */
export function allowsOrigin(allowedDomains: readonly string[], origin: string): boolean {
  if (allowedDomains.length === 0) return true
  if (!URL.canParse(origin)) return false
  const { protocol, hostname, port, host } = new URL(origin)
  if (protocol !== 'https:' && protocol !== 'http:') return false
  return allowedDomains.some((domain) => {
    const [, wildcard, name, domainPort = ''] = /^(\*\.)?([^:]+)(?::(\d+))?$/.exec(domain.toLowerCase()) ?? []
    if (!name || host === '') return false
    const isSamePort = domainPort === port || (port === '' && domainPort === defaultPort[protocol])
    return isSamePort && (wildcard ? hostname.endsWith(`.${name}`) : hostname === name)
  })
}

const defaultPort: Record<string, string> = { 'https:': '443', 'http:': '80' }

/** The same rule as the sources of `frame-ancestors`. */
export const framersOf = (allowedDomains: readonly string[]): string[] =>
  allowedDomains.flatMap((domain) => [`https://${domain}`, `http://${domain}`])
