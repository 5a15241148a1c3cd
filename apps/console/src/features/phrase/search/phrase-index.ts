import { type Column, createColumn } from './column.ts'
import { packed, spelledBy } from './spelling.ts'

export interface IndexedPhrase {
  readonly id: string
  readonly title: string
  readonly code: string
  readonly text: string
}

export interface SearchResult {
  /** Best first. */
  readonly ids: readonly string[]
  /** How many fit, of which `ids` are the best. */
  readonly total: number
  /** False while pinyin of some phrases is still being made. */
  readonly isComplete: boolean
}

export interface PhraseIndex {
  put(phrases: readonly IndexedPhrase[]): void
  remove(ids: readonly string[]): void
  /** How often each phrase was used: of equally good ones the more used come first. */
  rank(counts: ReadonlyMap<string, number>): void
  /** Makes the pinyin of some more phrases. Answers whether there is more to do. */
  prepare(count: number): boolean
  search(words: string, limit: number): SearchResult
}

interface Entry extends IndexedPhrase {
  /** Null until its pinyin is made. */
  spelling: { readonly title: string; readonly text: string } | null
}

interface Table {
  readonly ids: readonly string[]
  readonly code: Column
  readonly title: Column
  readonly text: Column
  readonly titleSpelling: Column
  readonly textSpelling: Column
}

/** Further into a text nobody searches, by its words or by its sound. */
const searchedCharacters = 1_000
const spelledCharacters = 30

/** How well a word fits; smaller is better. */
const fits = {
  code: 0,
  codeStart: 1,
  titleStart: 2,
  title: 3,
  titleSpelled: 4,
  text: 5,
  textSpelled: 6,
  not: 255,
} as const

/** Finds phrases by words, pinyin, pinyin initials and code. `syllablesOf` turns 价格 into `['jia', 'ge']`. */
export function createPhraseIndex(syllablesOf: (text: string) => readonly string[]): PhraseIndex {
  const entries = new Map<string, Entry>()
  const unprepared = new Set<Entry>()
  let uses: ReadonlyMap<string, number> = new Map()
  /** Made anew by the first search after a change. */
  let table: Table | null = null

  function tableNow(): Table {
    if (table) return table
    const all = [...entries.values()]
    const column = (textOf: (entry: Entry) => string) => createColumn(all.map(textOf))
    table = {
      ids: all.map(({ id }) => id),
      code: column(({ code }) => code),
      title: column(({ title }) => title),
      text: column(({ text }) => text),
      titleSpelling: column(({ spelling }) => spelling?.title ?? ''),
      textSpelling: column(({ spelling }) => spelling?.text ?? ''),
    }
    return table
  }

  function forget(id: string) {
    const entry = entries.get(id)
    if (entry) unprepared.delete(entry)
    entries.delete(id)
  }

  return {
    put(phrases) {
      table = null
      for (const { id, title, code, text } of phrases) {
        forget(id)
        const entry: Entry = {
          id,
          title: title.toLowerCase(),
          code: code.toLowerCase(),
          text: text.slice(0, searchedCharacters).toLowerCase(),
          spelling: null,
        }
        entries.set(id, entry)
        unprepared.add(entry)
      }
    },
    remove(ids) {
      table = null
      for (const id of ids) forget(id)
    },
    rank(counts) {
      uses = counts
    },
    prepare(count) {
      const spell = (text: string) => packed(syllablesOf(text))
      if (unprepared.size > 0) table = null
      let left = count
      for (const entry of unprepared) {
        if (left-- === 0) return true
        entry.spelling = { title: spell(entry.title), text: spell(entry.text.slice(0, spelledCharacters)) }
        unprepared.delete(entry)
      }
      return false
    },
    search(words, limit) {
      const terms = words.toLowerCase().split(/\s+/).filter(Boolean)
      const now = tableNow()
      const byFit = sorted(now, terms)
      const ids: string[] = []
      for (const same of byFit) {
        if (!same || ids.length >= limit) continue
        // Few of many were ever used: only those are sorted, and the rest stays in the order of the tree.
        const used = same.filter((id) => uses.has(id)).sort((a, b) => (uses.get(b) ?? 0) - (uses.get(a) ?? 0))
        const rest = used.length === 0 ? same : same.filter((id) => !uses.has(id))
        ids.push(...[...used, ...rest.slice(0, limit)].slice(0, limit - ids.length))
      }
      const total = byFit.reduce((sum, same) => sum + same.length, 0)
      return { ids, total, isComplete: unprepared.size === 0 }
    },
  }
}

/** Ids by how well they fit. Every word must fit somewhere; the sum says how well all of them do. */
function sorted(table: Table, terms: readonly string[]): string[][] {
  const byFit: string[][] = []
  if (terms.length === 0) return byFit
  const [first, ...others] = terms.map((term) => fitOf(table, term))
  first?.forEach((fit, index) => {
    let sum: number = fit
    for (const other of others) {
      const next = other[index] ?? fits.not
      sum = next === fits.not ? fits.not : sum + next
      if (sum >= fits.not) break
    }
    if (sum >= fits.not) return
    while (byFit.length <= sum) byFit.push([])
    byFit[sum]?.push(table.ids[index] ?? '')
  })
  return byFit
}

function fitOf(table: Table, term: string): Uint8Array {
  const best = new Uint8Array(table.ids.length).fill(fits.not)
  const note = (index: number, fit: number) => {
    if (fit < (best[index] ?? 0)) best[index] = fit
  }
  table.code.eachWith(term, (index, isAtStart, isWhole) => {
    if (isAtStart) note(index, isWhole ? fits.code : fits.codeStart)
  })
  table.title.eachWith(term, (index, isAtStart) => note(index, isAtStart ? fits.titleStart : fits.title))
  table.text.eachWith(term, (index) => note(index, fits.text))
  // An input method that is still composing puts apostrophes between syllables: jia'ge.
  const letters = term.replaceAll("'", '').replaceAll('ü', 'v')
  if (/^[a-z]{1,40}$/.test(letters)) {
    const { pattern, isAt } = spelledBy(letters)
    table.titleSpelling.eachLike(pattern, isAt, (index) => note(index, fits.titleSpelled))
    // A single letter is in every other text: it says nothing there.
    if (letters.length > 1) table.textSpelling.eachLike(pattern, isAt, (index) => note(index, fits.textSpelled))
  }
  return best
}
