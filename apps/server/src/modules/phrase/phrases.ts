import type { PhraseParts } from './service/collaborators.ts'
import { createPhraseEditing } from './service/editing.ts'
import { createPhraseExchange } from './service/exchange.ts'
import { createPhraseUses } from './service/uses.ts'

export const createPhrases = (parts: PhraseParts) => ({
  editing: createPhraseEditing(parts),
  exchange: createPhraseExchange(parts),
  uses: createPhraseUses(parts),
})
export type Phrases = ReturnType<typeof createPhrases>
