import type { SensitiveNotice, SensitiveSide } from '@youwen/contract'
import { type CompanyMemory, createCompanyMemory, type MemoryParts } from '../../../platform/company-memory/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { SensitiveChanged } from './events.ts'
import type { Listed } from './judge.ts'
import { createMatcher, type Matcher } from './matcher.ts'
import { houseNotice } from './notice.ts'
import { sensitiveNotice } from './store/notice.ts'
import { findAll, type StoredWord } from './store/word.ts'

/** What a company looks for; null: nothing on that side. */
export interface Lists extends Readonly<Record<SensitiveSide, Matcher<Listed> | null>> {
  readonly notice: SensitiveNotice
}

export function matcherOf(words: readonly StoredWord[], side: SensitiveSide): Matcher<Listed> | null {
  const listed = words.filter((one) => one.side === side && one.isOn)
  if (listed.length === 0) return null
  return createMatcher(new Map(listed.map(({ plain, word, action }) => [plain, { word, action }])))
}

/**
 * The lists as messages are held against them: from this node's memory, since every message is. A change on any node is
 * told to all of them.
 */
export function createSensitiveGuard({ db, ...parts }: MemoryParts & { readonly db: Db }): CompanyMemory<Lists> {
  return createCompanyMemory({
    ...parts,
    changed: 'sensitive.changed' satisfies SensitiveChanged['type'],
    load: (companyId) =>
      db.company(companyId, async (tx) => {
        const words = await findAll(tx, companyId)
        return {
          visitor: matcherOf(words, 'visitor'),
          agent: matcherOf(words, 'agent'),
          notice: (await sensitiveNotice.find(tx, companyId)) ?? houseNotice,
        }
      }),
  })
}
