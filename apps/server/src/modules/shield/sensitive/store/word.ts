import type { SensitiveAction, SensitiveSide, SensitiveWord } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/index.ts'

/** A word and how it is compared. */
export interface StoredWord extends SensitiveWord {
  readonly plain: string
}

const columns = sql`word_id as "wordId", side, word, plain, action, is_on as "isOn"`

export interface WordsWanted {
  readonly side: SensitiveSide
  readonly action?: SensitiveAction | undefined
  /** Part of how it is compared. */
  readonly plain?: string | undefined
  /** Behind this one. */
  readonly before?: string | undefined
  readonly limit: number
}

/** Latest first. */
export async function findPage(tx: Tx, companyId: string, wanted: WordsWanted): Promise<StoredWord[]> {
  const { side, action, plain, before, limit } = wanted
  const { rows } = await sql<StoredWord>`
    select ${columns} from shield_word
    where company_id = ${companyId} and side = ${side}
      ${action ? sql`and action = ${action}` : sql``}
      ${plain ? sql`and strpos(plain, ${plain}) > 0` : sql``}
      ${before ? sql`and word_id < ${before}::uuid` : sql``}
    order by word_id desc limit ${limit}`.execute(tx.q)
  return rows
}

/** Both lists whole, in the order in which they were made. */
export async function findAll(tx: Tx, companyId: string): Promise<StoredWord[]> {
  const { rows } = await sql<StoredWord>`
    select ${columns} from shield_word where company_id = ${companyId} order by side desc, word_id`.execute(tx.q)
  return rows
}

export async function countBySide(tx: Tx, companyId: string): Promise<Record<SensitiveSide, number>> {
  const { rows } = await sql<{ side: SensitiveSide; count: number }>`
    select side, count(*)::int4 as count from shield_word where company_id = ${companyId} group by side`.execute(tx.q)
  return { visitor: 0, agent: 0, ...Object.fromEntries(rows.map(({ side, count }) => [side, count])) }
}

/** Nobody else changes the lists until the transaction ends: so that no list grows beyond its bound. */
export async function lockLists(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('shield_word' || ${companyId}, 0))`.execute(tx.q)
}

/** What is there already is left as it is. Answers how many were not. */
export async function insertWords(tx: Tx, companyId: string, words: readonly StoredWord[]): Promise<number> {
  const { rows } = await sql`
    insert into shield_word (company_id, word_id, side, word, plain, action, is_on)
    select ${companyId}, w.* from unnest(${words.map((one) => one.wordId)}::uuid[],
      ${words.map((one) => one.side)}::text[], ${words.map((one) => one.word)}::text[],
      ${words.map((one) => one.plain)}::text[], ${words.map((one) => one.action)}::text[],
      ${words.map((one) => one.isOn)}::boolean[]) as w
    on conflict (company_id, side, plain) do nothing
    returning word_id`.execute(tx.q)
  return rows.length
}

/** Each as it is told, by its id. */
export async function updateWords(tx: Tx, companyId: string, words: readonly StoredWord[]): Promise<void> {
  await sql`
    update shield_word s set word = w.word, action = w.action, is_on = w.is_on
    from unnest(${words.map((one) => one.wordId)}::uuid[], ${words.map((one) => one.word)}::text[],
      ${words.map((one) => one.action)}::text[], ${words.map((one) => one.isOn)}::boolean[])
      as w (word_id, word, action, is_on)
    where s.company_id = ${companyId} and s.word_id = w.word_id`.execute(tx.q)
}

/** All of them alike. Answers how many there were. */
export async function changeWords(
  tx: Tx,
  companyId: string,
  wordIds: readonly string[],
  { action, isOn }: { readonly action?: SensitiveAction | undefined; readonly isOn?: boolean | undefined },
): Promise<number> {
  const { rows } = await sql`
    update shield_word set action = coalesce(${action ?? null}, action), is_on = coalesce(${isOn ?? null}, is_on)
    where company_id = ${companyId} and word_id = any(${[...wordIds]}::uuid[]) returning word_id`.execute(tx.q)
  return rows.length
}

export async function removeWords(tx: Tx, companyId: string, wordIds: readonly string[]): Promise<number> {
  const { rows } = await sql`
    delete from shield_word where company_id = ${companyId} and word_id = any(${[...wordIds]}::uuid[])
    returning word_id`.execute(tx.q)
  return rows.length
}
