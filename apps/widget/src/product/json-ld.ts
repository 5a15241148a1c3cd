import { firstOf, isThing, listOf, type Said, saidOf, type Thing } from './said.ts'

/** More is no description of one product. */
const maxLength = 300_000
const maxThings = 500

const isProduct = (thing: Thing) =>
  listOf(thing['@type']).some((type) => /(^|[/:])(Product|ProductGroup|ProductModel)$/.test(`${type}`))

/** What is said of the page itself: at the top, in its graph, as its main subject; not the entries of a list. */
function subjectsOf(value: unknown, found: Thing[]): Thing[] {
  for (const thing of listOf(value)) {
    if (!isThing(thing) || found.length >= maxThings) continue
    found.push(thing)
    for (const within of [thing['@graph'], thing.mainEntity]) if (within) subjectsOf(within, found)
  }
  return found
}

function read(text: string): unknown {
  try {
    return text.length > maxLength ? null : JSON.parse(text)
  } catch {
    return null
  }
}

/** Without what leads to the same page: scheme, host, question, a slash at the end. */
const pathOf = (url: unknown) =>
  `${url}`
    .replace(/^[a-z]*:?\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')

function toSaid(product: Thing): Said | undefined {
  const { productID, sku, productGroupID, mpn, name } = product
  const offer = firstOf(product.offers)
  // A range of offers names its lowest price, or only the offers themselves.
  const single = offer.price || offer.lowPrice ? offer : firstOf(offer.offers)
  const specification = firstOf(single.priceSpecification || offer.priceSpecification)
  return saidOf(
    sku || productID || productGroupID || mpn,
    name,
    single.price || single.lowPrice || specification.price,
    single.priceCurrency || offer.priceCurrency || specification.priceCurrency,
  )
}

/**
 * The product of a page by what it says to search engines (schema.org in JSON-LD). Where it describes several it is a list,
 * unless one of them has this page for its address.
 */
export function productDescribed(texts: readonly string[], url: string): Said | undefined {
  const products: Thing[] = []
  for (const text of texts) products.push(...subjectsOf(read(text), []).filter(isProduct))
  const here = products.filter((product) => product.url && pathOf(product.url) === pathOf(url))
  const [only] = products.length === 1 ? products : here
  return only && toSaid(only)
}
