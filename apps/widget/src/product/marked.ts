import { isThing, type Said, saidOf } from './said.ts'

/**
 * What the page's developer wrote for us, in `data-youwen-product`: a number, or `{ "id", "name", "price", "currency" }`.
 * Null: here is no product, whatever else the page says.
 */
export function productMarked(value: string): Said | null {
  let written: unknown
  try {
    written = JSON.parse(value)
  } catch {
    written = value
  }
  const { id, name, price, currency } = isThing(written) ? written : { id: value }
  return saidOf(id, name, price, currency) || null
}
