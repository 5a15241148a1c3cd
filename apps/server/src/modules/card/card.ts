import type { Db } from '../../platform/db/index.ts'
import { type Extractor, rules } from './extract/index.ts'
import { createCardService } from './service/cards.ts'
import type { Collaborators } from './service/collaborators.ts'
import { createFieldService } from './service/fields.ts'
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
  const fields = createFieldService({ db, roleOf: collaborators.roleOf, rolesOf: collaborators.rolesOf })
  const cards = createCardService({ db, now, collaborators })
  return {
    fields,
    cards,
    merges: createMergeService({ db, now, collaborators, cards }),
    suggestions: createSuggestionService({ extract, fields, collaborators }),
  }
}
export type Cards = ReturnType<typeof createCards>
