/** What a page address says of a product. No schema here: the server follows these rules, and the console tries them. */

/** Stands for the product's id, once in a rule. */
const hole = '{id}'
/** Stands for one whole part of a path. */
const any = '*'

/** What a `URL` has; this package knows none. */
export interface PageAddress {
  readonly host: string
  readonly pathname: string
  readonly search: string
}

interface ReadRule {
  /** Without www.; empty: any. */
  readonly host: string
  readonly path: readonly string[]
  readonly query: readonly (readonly [string, string])[]
}

// `shop.example.com/p/{id}.html`, `/goods/*/{id}`, `/detail?sku={id}`; undefined for what is no rule.
export function readRule(text: string): ReadRule | undefined {
  const bare = text.trim().replace(/^https?:\/\//i, '')
  if (bare === '' || /[\s#]/.test(bare) || bare.split(hole).length !== 2) return undefined
  const [address = '', search = ''] = splitOnce(bare, '?')
  const [host = '', path = ''] = splitOnce(address, '/')
  if (host.includes(hole) || host.includes(any)) return undefined
  return {
    host: hostOf(host),
    path: parts(path),
    query: search === '' ? [] : search.split('&').map((pair) => pairOf(pair)),
  }
}

/**
 * Finds the id of the product that a page shows, by the first rule that fits. Takes as long as the address is, whatever
 * it is.
 */
export function productFinder(patterns: readonly string[]): (page: PageAddress) => string | undefined {
  const rules = patterns.map(readRule)
  return (page) => {
    const host = hostOf(page.host)
    const path = parts(page.pathname)
    const search = new Map(page.search.replace(/^\?/, '').split('&').map(pairOf).reverse())
    for (const rule of rules) {
      const fits = rule && (rule.host === '' || rule.host === host)
      const found = fits ? matched(rule, path, search) : undefined
      if (found) return found
    }
    return undefined
  }
}

/** One page, however it was reached: no scheme, no www., no question, no slash at the end. */
export const pageOf = ({ host, pathname }: PageAddress): string => `${hostOf(host)}${pathname.replace(/\/+$/, '')}`

function matched({ path: wanted, query }: ReadRule, path: readonly string[], search: ReadonlyMap<string, string>) {
  if (wanted.length !== path.length) return undefined
  let id = ''
  for (const [index, part] of wanted.entries()) {
    const is = path[index] ?? ''
    if (part.includes(hole)) {
      const [before = '', after = ''] = part.split(hole)
      if (!is.startsWith(before) || !is.endsWith(after)) return undefined
      id = is.slice(before.length, is.length - after.length)
    } else if (part !== any && part !== is) return undefined
  }
  for (const [name, value] of query) {
    const is = search.get(name)
    if (is === undefined) return undefined
    if (value === hole) id = is
    else if (value !== any && value !== is) return undefined
  }
  return id === '' || id.length > 100 ? undefined : id
}

const hostOf = (host: string) => host.toLowerCase().replace(/^www\./, '')
const parts = (path: string) =>
  path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded)

function splitOnce(text: string, sign: string): [string, string] {
  const at = text.indexOf(sign)
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

function pairOf(pair: string): [string, string] {
  const [name, value] = splitOnce(pair, '=')
  return [decoded(name), decoded(value.replace(/\+/g, ' '))]
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
