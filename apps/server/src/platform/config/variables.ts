import ipaddr from 'ipaddr.js'

export type Environment = Readonly<Record<string, string | undefined>>

/** Names the variable and what is allowed; never shows the value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly variable: string
  constructor(variable: string, rule: string) {
    super(`${variable} ${rule}.`)
    this.variable = variable
  }
}

/** Reads typed values. A variable that is unset or empty gives undefined. */
export function createReader(env: Environment) {
  const text = (name: string): string | undefined => env[name]?.trim() || undefined

  function parsed<T>(name: string, rule: string, parse: (value: string) => T | undefined): T | undefined {
    const value = text(name)
    if (value === undefined) return undefined
    const result = parse(value)
    if (result === undefined) throw new ConfigError(name, rule)
    return result
  }

  return {
    text,
    integer: (name: string, { from, to }: { from: number; to: number }) =>
      parsed(name, `has to be a whole number from ${from} to ${to}`, (value) => {
        const number = /^\d+$/.test(value) ? Number(value) : Number.NaN
        return number >= from && number <= to ? number : undefined
      }),
    flag: (name: string) =>
      parsed(name, 'has to be 1 or 0', (value) => ({ '1': true, true: true, '0': false, false: false })[value]),
    oneOf: <T extends string>(name: string, allowed: readonly T[]) =>
      parsed(name, `has to be one of ${allowed.join(', ')}`, (value) => allowed.find((option) => option === value)),
    url: (name: string, protocols: readonly string[]) =>
      parsed(name, `has to be an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`, (value) => {
        const url = URL.canParse(value) ? new URL(value) : undefined
        return url && protocols.includes(url.protocol) ? url : undefined
      }),
    /** 32 bytes as base64url. */
    key: (name: string) =>
      parsed(name, 'has to be 32 bytes in base64url', (value) => {
        const bytes = Buffer.from(value, 'base64url')
        return bytes.length === 32 ? bytes : undefined
      }),
    /** How somebody is reached: `mailto:…` or `https://…`. */
    contact: (name: string) =>
      parsed(name, 'has to begin with mailto: or https://', (value) =>
        /^(mailto:[^@\s]+@[^@\s]+|https:\/\/\S+)$/.test(value) ? value : undefined,
      ),
    /** Addresses and networks (CIDR), separated by commas. */
    networks: (name: string): string[] =>
      parsed(name, 'has to be a list of addresses or networks such as 10.0.0.0/8, separated by commas', (value) => {
        const items = value.split(',').map((item) => item.trim())
        return items.every((item) => ipaddr.isValid(item) || ipaddr.isValidCIDR(item)) ? items : undefined
      }) ?? [],
  }
}
