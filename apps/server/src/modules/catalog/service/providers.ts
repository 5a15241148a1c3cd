import type { SaveCatalogSettings } from '@youwen/contract'
import { createCompanyMemory } from '../../../platform/company-memory/index.ts'
import { open } from '../../../platform/crypto/index.ts'
import type { CatalogChanged } from '../events.ts'
import { createImportedProviders } from '../imported/provider.ts'
import type { CatalogProvider } from '../provider.ts'
import { createRemoteProviders } from '../remote/provider.ts'
import { createRemoteRequest, type RemoteSystem } from '../remote/request.ts'
import * as store from '../store/settings.ts'
import type { CatalogParts } from './collaborators.ts'

export const noSettings: SaveCatalogSettings = { source: 'none', providerUrl: '', customerFieldId: null, rules: [] }

/** Where a sealed secret belongs: it opens nowhere else. */
export const placeOf = (companyId: string, keyId: string) => `catalog_key.sealed_secret of ${companyId} ${keyId}`

export interface CompanyCatalog {
  readonly settings: SaveCatalogSettings
  readonly provider: CatalogProvider
}

/** Whom to ask for a company, by what its settings say. What was remembered of its system goes when they change, on every node. */
export function createCompanyCatalogs({
  db,
  bus,
  events,
  outbound,
  sealingKey,
  now,
}: Pick<CatalogParts, 'db' | 'bus' | 'events' | 'outbound' | 'sealingKey' | 'now'>) {
  const request = createRemoteRequest({ outbound, now })
  const remote = createRemoteProviders({ request, now })
  const imported = createImportedProviders({ db })

  const settingsOf = (companyId: string): Promise<SaveCatalogSettings> =>
    db.company(companyId, async (tx) => (await store.findSettings(tx, companyId)) ?? noSettings)

  async function systemOf(companyId: string, url: string): Promise<RemoteSystem> {
    const keys = await db.company(companyId, (tx) => store.findKeys(tx, companyId))
    const opened = keys.map(({ keyId, sealedSecret }) => ({
      keyId,
      secret: open(sealingKey, sealedSecret, placeOf(companyId, keyId)),
    }))
    return { companyId, url, keys: opened }
  }

  const memory = createCompanyMemory<CompanyCatalog | undefined>({
    bus,
    events,
    changed: 'catalog.changed' satisfies CatalogChanged['type'],
    load: async (companyId) => {
      const settings = await settingsOf(companyId)
      if (settings.source === 'none') return undefined
      const provider =
        settings.source === 'import' ? imported(companyId) : remote.of(await systemOf(companyId, settings.providerUrl))
      return { settings, provider }
    },
  })
  memory.onChanged(remote.forget)

  return {
    request,
    settingsOf,
    systemOf,
    /** Undefined: the company has no catalog. */
    of: memory.of,
    [Symbol.dispose]: () => memory[Symbol.dispose](),
  }
}
export type CompanyCatalogs = ReturnType<typeof createCompanyCatalogs>
