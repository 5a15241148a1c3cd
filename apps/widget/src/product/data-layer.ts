import { firstOf, isThing, type Said, saidOf, type Thing } from './said.ts'

function itemOf(item: Thing, currency: unknown): Said | undefined {
  return saidOf(item.item_id || item.id, item.item_name || item.name, item.price, item.currency || currency)
}

function viewIn(entry: unknown): Said | undefined {
  if (!isThing(entry)) return undefined
  // `gtag('event', 'view_item', { … })` puts its arguments there.
  if (entry[0] === 'event' && entry[1] === 'view_item') return viewIn({ event: 'view_item', ecommerce: entry[2] })
  const { event, ecommerce } = entry
  if (!isThing(ecommerce)) return undefined
  if (event === 'view_item') return itemOf(firstOf(ecommerce.items), ecommerce.currency)
  // As shops that are a few years old announce it.
  return isThing(ecommerce.detail) ? itemOf(firstOf(ecommerce.detail.products), ecommerce.currencyCode) : undefined
}

/**
 * The product that a page announced last to its own analytics (`window.dataLayer`), behind an entry that belongs to the page
 * before it.
 */
export function productAnnounced(layer: readonly unknown[], after: unknown): Said | undefined {
  for (let at = layer.length - 1; at >= 0 && layer[at] !== after; at--) {
    const said = viewIn(layer[at])
    if (said) return said
  }
  return undefined
}
