import type { Db } from '../../platform/db/index.ts'
import { type Extractor, rules } from './extract/index.ts'
import { createCardService } from './service/cards.ts'
import type { Collaborators } from './service/collaborators.ts'
import { createFieldService } from './service/fields.ts'
import { createKeepFacts } from './service/keep-facts.ts'
import { createMergeService } from './service/merge.ts'
import { createSuggestionService } from './service/suggest.ts'

export interface CardModuleParts {
  readonly db: Db
  readonly now: () => Date
  readonly collaborators: Collaborators
  /** By rules, unless somebody else reads better. */
  readonly extract?: Extractor
}

export function createCards({ db, now, collaborators, extract = rules }: CardModuleParts) {
  const keepFacts = createKeepFacts(collaborators)
  const { roleOf, rolesOf } = collaborators
  const fields = createFieldService({ db, roleOf, rolesOf, keepFacts })
  const cards = createCardService({ db, now, collaborators, keepFacts })
  return {
    fields,
    cards,
    merges: createMergeService({ db, now, collaborators, keepFacts, cards }),
    suggestions: createSuggestionService({ extract, fields, collaborators }),
  }
}
export type Cards = ReturnType<typeof createCards>
