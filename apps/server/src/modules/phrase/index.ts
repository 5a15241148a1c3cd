export type { PhrasesChanged } from './events.ts'
export { ownerOf } from './owner.ts'
export { createPhrases, type Phrases } from './phrases.ts'
export { createPhraseRoutes } from './routes.ts'
