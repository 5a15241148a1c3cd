export { createRatingRoutes } from './routes.ts'
export { createRatings, type Ratings } from './service.ts'
