/**
 * What a page says of the product that it shows. It is a stranger's page: whatever stands there is cut to what the server
 * takes (`PageProduct` of the contract), and nothing of it is believed.
 */
export interface Said {
  readonly id: string
  readonly name: string
  readonly price: string
  readonly currency: string
}

export type Thing = Readonly<Record<string, unknown>>

export const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

/** What may stand there once or several times. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

export const firstOf = (value: unknown): Thing => {
  const first = listOf(value)[0]
  return isThing(first) ? first : {}
}

const textOf = (value: unknown, length: number): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}`.trim().slice(0, length) : ''

/** `¥1,299.00` as well as 1299; what is no decimal number is no price. */
const priceOf = (value: unknown): string => {
  const bare = textOf(value, 40)
    .replace(/^\D+|\D+$/g, '')
    .replace(/[,\s](?=\d{3}(\D|$))/g, '')
  return /^\d{1,12}(\.\d+)?$/.test(bare) ? bare.replace(/(\.\d{4})\d+$/, '$1') : ''
}

/** Undefined, where neither a number nor a name says which one it is. */
export function saidOf(id: unknown, name: unknown, price: unknown, currency: unknown): Said | undefined {
  const said = {
    id: textOf(id, 100),
    name: textOf(name, 200),
    price: priceOf(price),
    currency: textOf(currency, 10),
  }
  return said.id || said.name ? said : undefined
}
