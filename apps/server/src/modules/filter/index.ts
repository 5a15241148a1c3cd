export { createFilterRoutes } from './routes.ts'
export { createFilterService } from './service.ts'
export { compileFilter, type FilterColumns } from './store/compile.ts'
