export { createWebpushRoutes } from './routes.ts'
export { createWebpush } from './webpush.ts'
