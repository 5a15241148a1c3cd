import type { SensitiveParts } from './collaborators.ts'
import { createSensitiveExchange } from './service/exchange.ts'
import { createSensitiveHits } from './service/hits.ts'
import { createSensitiveWords } from './service/words.ts'

/** Words that had better not be said: the lists, and where they were said all the same. */
export const createSensitive = (parts: SensitiveParts) => ({
  words: createSensitiveWords(parts),
  exchange: createSensitiveExchange(parts),
  hits: createSensitiveHits(parts),
})
export type Sensitive = ReturnType<typeof createSensitive>
