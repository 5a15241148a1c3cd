import type { CatalogKind, CatalogSettings, CatalogTest, ProvidedKind, SaveCatalogSettings } from '@youwen/contract'
import { maxCatalogKeys } from '@youwen/contract/limits'
import { randomToken, seal } from '../../../platform/crypto/index.ts'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { CatalogChanged } from '../events.ts'
import { countItems } from '../store/items.ts'
import * as store from '../store/settings.ts'
import type { CatalogParts, Collaborators } from './collaborators.ts'
import { type CompanyCatalogs, noSettings, placeOf } from './providers.ts'

const nobody = { visitorIds: [], phones: ['+8613800138000'], customerId: null }

/** Where a company's products come from, and the keys that say who asks. */
export function createCatalogSettings({
  db,
  outbound,
  sealingKey,
  now,
  newId,
  collaborators,
  catalogs,
}: Pick<CatalogParts, 'db' | 'outbound' | 'sealingKey' | 'now' | 'newId'> & {
  readonly collaborators: Pick<Collaborators, 'unknownSites' | 'cardFieldExists'>
  readonly catalogs: CompanyCatalogs
}) {
  const get = (companyId: string): Promise<CatalogSettings> =>
    db.company(companyId, async (tx) => ({
      ...((await store.findSettings(tx, companyId)) ?? noSettings),
      keys: (await store.findKeys(tx, companyId)).map(({ keyId, addedAt }) => ({
        keyId,
        addedAt: addedAt.toISOString(),
      })),
      counts: await countItems(tx, companyId),
    }))

  /** Writes, and tells every node that what it remembers of the company's system is over. */
  const change = <T>(companyId: string, write: (tx: Tx) => Promise<T>): Promise<T> =>
    db.company(companyId, async (tx) => {
      const result = await write(tx)
      tx.announce({ type: 'catalog.changed', companyId } satisfies CatalogChanged)
      return result
    })

  async function testOne(companyId: string, url: string, kind: ProvidedKind): Promise<CatalogTest['kinds'][number]> {
    const system = await catalogs.systemOf(companyId, url)
    const words = { words: '', limit: 1 }
    const { trouble, status, tookMs, items, faults } =
      kind === 'orders'
        ? await catalogs.request(system, kind, { customer: nobody, limit: 1 })
        : await catalogs.request(system, kind, words)
    const [first] = items
    const sample = first ? ('title' in first ? first.title : first.number) : ''
    return { kind: kindOf[kind], trouble, status, tookMs, found: items.length, faults: [...faults], sample }
  }

  return {
    get,

    async save(companyId: string, request: SaveCatalogSettings): Promise<CatalogSettings> {
      const fault = request.providerUrl === '' ? undefined : outbound.faultOf(request.providerUrl)
      if (request.source === 'remote' && request.providerUrl === '') throw invalid('needed', 'An address is needed.')
      if (fault) throw invalid(`catalog_trouble.${fault}`, 'This address is not asked.')
      const siteIds = request.rules.flatMap(({ siteId }) => siteId ?? [])
      const unknown = new Set(await collaborators.unknownSites(companyId, siteIds))
      const { customerFieldId } = request
      const isKnown = customerFieldId !== null && (await collaborators.cardFieldExists(companyId, customerFieldId))
      const settings = {
        ...request,
        // What was removed meanwhile is left out.
        rules: request.rules.filter(({ siteId }) => siteId === null || !unknown.has(siteId)),
        customerFieldId: isKnown ? customerFieldId : null,
      }
      await change(companyId, (tx) => store.putSettings(tx, companyId, settings))
      return get(companyId)
    },

    /** The secret is told here and never again. */
    async addKey(companyId: string): Promise<{ keyId: string; secret: string }> {
      const keyId = newId()
      const secret = randomToken()
      const key = { keyId, sealedSecret: seal(sealingKey, secret, placeOf(companyId, keyId)), addedAt: now() }
      if (!(await change(companyId, (tx) => store.insertKey(tx, companyId, key, maxCatalogKeys)))) {
        throw new Refusal('conflict', 'catalog.keys_enough', 'There are two keys already: remove one first.')
      }
      return { keyId, secret }
    },

    async removeKey(companyId: string, keyId: string): Promise<void> {
      if (!(await change(companyId, (tx) => store.removeKey(tx, companyId, keyId)))) throw notFound('catalog_key')
    },

    /** Asks for each kind, past everything that is remembered. */
    async test(companyId: string): Promise<CatalogTest> {
      const { providerUrl } = await catalogs.settingsOf(companyId)
      const kinds = ['products', 'orders', 'coupons'] as const
      return { kinds: await Promise.all(kinds.map((kind) => testOne(companyId, providerUrl, kind))) }
    },
  }
}

const kindOf = { products: 'product', orders: 'order', coupons: 'coupon' } as const satisfies Record<
  ProvidedKind,
  CatalogKind
>

const invalid = (code: string, title: string) =>
  new Refusal('invalid', 'validation.failed', title, { fields: [{ path: 'providerUrl', code, title }] })
