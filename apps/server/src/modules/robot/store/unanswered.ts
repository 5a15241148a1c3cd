import type { UnansweredQuestion } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

interface Row {
  question_id: string
  text: string
  count: number
  last_at: Date
  conversation_id: string
}

const toQuestion = (row: Row): UnansweredQuestion => ({
  questionId: row.question_id,
  text: row.text,
  count: row.count,
  lastAt: row.last_at.toISOString(),
  conversationId: row.conversation_id,
})

/** Of each company so many of the latest are kept. */
const kept = 2_000

/** The same question again counts; a new one takes the place of the one that was asked longest ago. */
export async function countUnanswered(
  tx: Tx,
  companyId: string,
  asked: { questionId: string; key: string; text: string; conversationId: string; at: Date },
): Promise<void> {
  await sql`
    insert into robot_unanswered as u (company_id, question_id, key, text, count, last_at, conversation_id)
    values (${companyId}, ${asked.questionId}, ${asked.key}, ${asked.text}, 1, ${asked.at}, ${asked.conversationId})
    on conflict (company_id, key) do update set count = u.count + 1, last_at = excluded.last_at,
      conversation_id = excluded.conversation_id`.execute(tx.q)
  await sql`
    delete from robot_unanswered where company_id = ${companyId} and question_id in (
      select question_id from robot_unanswered where company_id = ${companyId}
      order by last_at desc, question_id desc offset ${kept})`.execute(tx.q)
}

export async function findUnanswered(
  tx: Tx,
  companyId: string,
  after: { readonly lastAt: Date; readonly questionId: string } | undefined,
  limit: number,
): Promise<UnansweredQuestion[]> {
  const { rows } = await sql<Row>`
    select * from robot_unanswered where company_id = ${companyId}
      ${after ? sql`and (last_at, question_id) < (${after.lastAt}::timestamptz, ${after.questionId}::uuid)` : sql``}
    order by last_at desc, question_id desc limit ${limit}`.execute(tx.q)
  return rows.map(toQuestion)
}

/** Answers what it said; undefined: it is gone already. */
export async function takeUnanswered(tx: Tx, companyId: string, questionId: string): Promise<string | undefined> {
  const { rows } = await sql<{ text: string }>`
    delete from robot_unanswered where company_id = ${companyId} and question_id = ${questionId}
    returning text`.execute(tx.q)
  return rows[0]?.text
}
