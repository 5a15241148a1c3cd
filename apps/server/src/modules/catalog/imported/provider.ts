import type { CatalogKind, ProvidedKind } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { Asked, CatalogProvider, Provided, Provision } from '../provider.ts'
import * as store from '../store/items.ts'

const kinds = { products: 'product', orders: 'order', coupons: 'coupon' } as const satisfies Record<
  ProvidedKind,
  CatalogKind
>

/** What was brought in by spreadsheets, asked like any other system. */
export const createImportedProviders =
  ({ db }: { db: Db }) =>
  (companyId: string): CatalogProvider => {
    async function find(tx: Tx, kind: ProvidedKind, asked: Asked[ProvidedKind], page: store.ItemPage) {
      if ('productIds' in asked) return store.findByIds(tx, companyId, 'product', asked.productIds)
      if ('customer' in asked) {
        const { phones, customerId } = asked.customer
        return store.findOfCustomer(tx, companyId, { phones, customerId, ...page })
      }
      const words = asked.words.toLowerCase().split(/\s+/).filter(Boolean)
      return store.findByWords(tx, companyId, { kind: kinds[kind], words, ...page })
    }

    return {
      async ask<Kind extends ProvidedKind>(kind: Kind, asked: Asked[Kind]): Promise<Provision<Provided[Kind]>> {
        const { limit } = asked
        const after = readCursor(asked.cursor)
        const found = await db.company(companyId, (tx) => find(tx, kind, asked, { after, limit: limit + 1 }))
        const page = found.slice(0, limit)
        const last = page.at(-1)
        return {
          state: 'current',
          asOf: null,
          trouble: null,
          items: page.map(({ content }) => content as Provided[Kind]),
          next: found.length > limit && last ? `${last.position}:${last.itemId}` : null,
        }
      },
      onPages: (pages) => db.company(companyId, (tx) => store.findOnPages(tx, companyId, pages)),
    }
  }

/** Whatever else stands there begins at the beginning. */
function readCursor(cursor: string | undefined) {
  const [, position, itemId] = /^(-?\d{1,9}):(.{1,100})$/s.exec(cursor ?? '') ?? []
  return position !== undefined && itemId !== undefined ? { position: Number(position), itemId } : undefined
}
