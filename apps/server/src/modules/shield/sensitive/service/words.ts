import {
  type AddSensitiveWords,
  type ChangeSensitiveWords,
  type SensitiveNotice,
  type SensitiveSide,
  type SensitiveTrial,
  type SensitiveWordsAdded,
  type SensitiveWordsPage,
  SensitiveWordText,
} from '@youwen/contract'
import { maxSensitiveWords } from '@youwen/contract/limits'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../../platform/db/index.ts'
import { Refusal } from '../../../../platform/errors.ts'
import type { SensitiveParts } from '../collaborators.ts'
import { announce } from '../events.ts'
import { fold, plainOf } from '../fold.ts'
import { judge } from '../judge.ts'
import { houseNotice } from '../notice.ts'
import { sensitiveNotice } from '../store/notice.ts'
import * as store from '../store/word.ts'
import { cursorOf } from './cursor.ts'

const refusedShown = 50

export const listFull = () =>
  new Refusal('invalid', 'sensitive.list_full', `A list has at most ${maxSensitiveWords} words.`)

/** No list has grown beyond what is looked for quickly. */
export async function mustFit(tx: Tx, companyId: string): Promise<void> {
  const { visitor, agent } = await store.countBySide(tx, companyId)
  if (visitor > maxSensitiveWords || agent > maxSensitiveWords) throw listFull()
}

/** What was typed or pasted, as words: each once, and what can be none. */
function readWords(typed: readonly string[]) {
  const words = new Map<string, string>()
  const refused: SensitiveWordsAdded['refused'] = []
  for (const one of typed) {
    if (one.trim() === '') continue
    const { data: word } = SensitiveWordText.safeParse(one)
    const plain = word === undefined ? undefined : plainOf(word)
    if (word === undefined) refused.push({ word: `${one.trim().slice(0, 30)}…`, code: 'too_long' })
    else if (plain === undefined) refused.push({ word, code: 'too_short' })
    else if (!words.has(plain)) words.set(plain, word)
  }
  return { words, refused }
}

/** The lists of words, and what visitors are told because of them. */
export function createSensitiveWords({ db, rules }: Pick<SensitiveParts, 'db' | 'rules'>) {
  const changed = (tx: Tx, companyId: string) => announce(tx, { type: 'sensitive.changed', companyId })

  return {
    async list(
      companyId: string,
      {
        find,
        cursor,
        limit,
        ...wanted
      }: Omit<store.WordsWanted, 'plain' | 'before'> & {
        readonly find?: string | undefined
        readonly cursor?: string | undefined
      },
    ): Promise<SensitiveWordsPage> {
      const before = cursorOf(cursor)
      // Less than a word is enough to look for one.
      const plain = find && String.fromCodePoint(...fold(find).symbols)
      return db.company(companyId, async (tx) => {
        const rows = await store.findPage(tx, companyId, { ...wanted, plain, before, limit: limit + 1 })
        const items = rows.slice(0, limit).map(({ plain: _, ...word }) => word)
        const next = rows.length > limit ? (items.at(-1)?.wordId ?? null) : null
        return { items, next, counts: await store.countBySide(tx, companyId) }
      })
    },

    async add(companyId: string, { sides, action, words: typed }: AddSensitiveWords): Promise<SensitiveWordsAdded> {
      const { words, refused } = readWords(typed)
      const wanted = [...new Set(sides)].flatMap((side) =>
        [...words].map(([plain, word]) => ({ wordId: uuidv7(), side, word, plain, action, isOn: true })),
      )
      const added = await db.company(companyId, async (tx) => {
        await store.lockLists(tx, companyId)
        const count = await store.insertWords(tx, companyId, wanted)
        await mustFit(tx, companyId)
        if (count > 0) changed(tx, companyId)
        return count
      })
      return {
        added,
        known: wanted.length - added,
        refused: refused.slice(0, refusedShown),
        refusedCount: refused.length,
      }
    },

    change: (companyId: string, { wordIds, ...change }: ChangeSensitiveWords): Promise<{ changed: number }> =>
      db.company(companyId, async (tx) => {
        const count = await store.changeWords(tx, companyId, wordIds, change)
        if (count > 0) changed(tx, companyId)
        return { changed: count }
      }),

    remove: (companyId: string, wordIds: readonly string[]): Promise<{ removed: number }> =>
      db.company(companyId, async (tx) => {
        const removed = await store.removeWords(tx, companyId, wordIds)
        if (removed > 0) changed(tx, companyId)
        return { removed }
      }),

    async try(companyId: string, { side, text }: { side: SensitiveSide; text: string }): Promise<SensitiveTrial> {
      const judged = judge((await rules.lists(companyId))[side], [text])
      if (!judged) return { outcome: 'clear', text, found: [] }
      const outcome = judged.action === 'block' ? 'blocked' : judged.action === 'warn' ? 'warned' : 'said'
      return { outcome, text: judged.texts[0] ?? '', found: [...judged.found] }
    },

    notice: (companyId: string): Promise<SensitiveNotice> =>
      db.company(companyId, async (tx) => (await sensitiveNotice.find(tx, companyId)) ?? houseNotice),

    saveNotice: (companyId: string, notice: SensitiveNotice): Promise<SensitiveNotice> =>
      db.company(companyId, async (tx) => {
        await sensitiveNotice.save(tx, companyId, notice)
        changed(tx, companyId)
        return notice
      }),
  }
}
