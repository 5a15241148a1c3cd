export { createCatalog } from './catalog.ts'
export { createCatalogRoutes } from './routes.ts'
