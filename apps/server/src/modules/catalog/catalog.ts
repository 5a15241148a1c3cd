import type { CatalogParts } from './service/collaborators.ts'
import { createCatalogExchange } from './service/exchange.ts'
import { createCatalogLook } from './service/look.ts'
import { createCatalogPictures } from './service/pictures.ts'
import { createCompanyCatalogs } from './service/providers.ts'
import { createCatalogSettings } from './service/settings.ts'

export function createCatalog(parts: CatalogParts) {
  const catalogs = createCompanyCatalogs(parts)
  return {
    settings: createCatalogSettings({ ...parts, catalogs }),
    exchange: createCatalogExchange(parts),
    look: createCatalogLook({ ...parts, catalogs }),
    pictures: createCatalogPictures({ ...parts, catalogs }),
    [Symbol.dispose]: () => catalogs[Symbol.dispose](),
  }
}
export type Catalog = ReturnType<typeof createCatalog>
