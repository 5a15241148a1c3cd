import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** `open`: anybody's internet. `own`: a network that the operator named. `closed`: everything else. */
export type Standing = 'open' | 'own' | 'closed'

/** What is routed in the whole internet: all other IPv6 is local, reserved, or IPv4 in disguise. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')
/** Azure gives every machine its credentials here, at an address that looks like anybody's. */
const azureMetadata = '168.63.129.16'

/**
 * Tells the internet from what is behind the door: this machine, the networks around it, and the addresses at which
 * clouds hand out credentials. Only what is known to be public is open; what a new standard reserves stays closed.
 */
export function createNetworks(ownNetworks: readonly string[]) {
  const own = ownNetworks.map((network) =>
    ipaddr.isValidCIDR(network) ? ipaddr.parseCIDR(network) : wholeAddress(ipaddr.process(network)),
  )
  const isOwn = (address: Address) =>
    own.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))

  return {
    hasOwn: own.length > 0,
    standingOf(ip: string): Standing {
      if (!ipaddr.isValid(ip)) return 'closed'
      // `process` sees through ::ffff:127.0.0.1.
      const address = ipaddr.process(ip)
      if (isOwn(address)) return 'own'
      if (address.range() !== 'unicast' || address.toString() === azureMetadata) return 'closed'
      return address.kind() === 'ipv4' || address.match(globalIpv6) ? 'open' : 'closed'
    },
  }
}
export type Networks = ReturnType<typeof createNetworks>

const wholeAddress = (address: Address): [Address, number] => [address, address.kind() === 'ipv4' ? 32 : 128]
