export { type Assistant, createAssistant } from './assistant.ts'
export { createAssistantRoutes } from './routes.ts'
