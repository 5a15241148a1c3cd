import type {
  CatalogState,
  CatalogTrouble,
  Customer,
  ProvidedCoupon,
  ProvidedKind,
  ProvidedOrder,
  ProvidedProduct,
} from '@youwen/contract'

export interface Provided {
  readonly products: ProvidedProduct
  readonly orders: ProvidedOrder
  readonly coupons: ProvidedCoupon
}

export interface Asked {
  readonly products: Page & ({ readonly productIds: readonly string[] } | { readonly words: string })
  readonly orders: Page & { readonly customer: Customer }
  readonly coupons: Page & { readonly words: string }
}
interface Page {
  readonly cursor?: string | undefined
  readonly limit: number
}

/** What there is, how old it is, and what went wrong if something did. */
export interface Provision<Item> {
  readonly state: (typeof CatalogState)['options'][number]
  readonly asOf: Date | null
  readonly trouble: CatalogTrouble | null
  readonly items: readonly Item[]
  readonly next: string | null
}

/**
 * Where a company's products, orders and coupons come from: an import, its own system, whatever answers like it. It never
 * throws because of somebody else's trouble; it says so.
 */
export interface CatalogProvider {
  ask<Kind extends ProvidedKind>(
    kind: Kind,
    asked: Asked[Kind],
    how?: { readonly fresh?: boolean },
  ): Promise<Provision<Provided[Kind]>>
  /** Products by their pages, as far as they are known by them without a rule. By page, see `pageOf`. */
  onPages(pages: readonly string[]): Promise<ReadonlyMap<string, string>>
}

export const nothing: Provision<never> = { state: 'current', asOf: null, trouble: null, items: [], next: null }
