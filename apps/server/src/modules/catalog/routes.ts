import { agentOf, os } from '../../platform/http/index.ts'
import type { Catalog } from './catalog.ts'

export function createCatalogRoutes({ settings, exchange, look, pictures }: Catalog) {
  return {
    settings: os.catalog.settings.handler(({ context }) => settings.get(agentOf(context).companyId)),
    saveSettings: os.catalog.saveSettings.handler(({ context, input }) =>
      settings.save(agentOf(context).companyId, input),
    ),
    addKey: os.catalog.addKey.handler(({ context }) => settings.addKey(agentOf(context).companyId)),
    removeKey: os.catalog.removeKey.handler(({ context, input }) =>
      settings.removeKey(agentOf(context).companyId, input.keyId),
    ),
    test: os.catalog.test.handler(({ context }) => settings.test(agentOf(context).companyId)),
    previewImport: os.catalog.previewImport.handler(({ context, input }) => exchange.preview(agentOf(context), input)),
    import: os.catalog.import.handler(({ context, input }) => exchange.import(agentOf(context), input)),

    products: os.catalog.products.handler(({ context, input }) => look.products(agentOf(context), input)),
    coupons: os.catalog.coupons.handler(({ context, input }) => look.coupons(agentOf(context), input)),
    viewed: os.catalog.viewed.handler(({ context, input }) => look.viewed(agentOf(context), input)),
    orders: os.catalog.orders.handler(({ context, input }) => look.orders(agentOf(context), input)),
    picture: os.catalog.picture.handler(async ({ context, input }) => ({
      file: await pictures.of(agentOf(context), input.productId),
    })),
  }
}
