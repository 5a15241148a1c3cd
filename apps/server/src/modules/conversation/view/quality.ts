import type { QualityPreview, QualityRules } from '@youwen/contract'
import {
  asksNothing,
  type Quality,
  type QualityConditions,
  qualities,
  qualityLevels,
} from '@youwen/contract/quality-of'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** Whether the conversation `c` meets one of the conditions. */
const met: { [Asked in keyof QualityConditions]: (asked: QualityConditions[Asked]) => RawBuilder<boolean> } = {
  visitorMessages: (count) => sql`c.visitor_message_count >= ${count}`,
  agentMessages: (count) => sql`c.agent_message_count >= ${count}`,
  // As exact as moments are told, so that a client comes to the same.
  minutes: (count) => sql`date_trunc('milliseconds', c.last_spoken_at)
    >= date_trunc('milliseconds', c.started_at) + ${count} * interval '1 minute'`,
  card: () => sql`c.has_card`,
  phone: () => sql`c.has_phone`,
}

function meets(conditions: QualityConditions): RawBuilder<boolean> {
  const one = <Asked extends keyof QualityConditions>(name: Asked) =>
    conditions[name] ? [met[name](conditions[name])] : []
  const names = Object.keys(asksNothing) as (keyof QualityConditions)[]
  return sql`(${sql.join(names.flatMap(one), sql` and `)})`
}

/** What `qualityOf` says of the conversation `c`. */
export const qualityColumn = (rules: QualityRules): RawBuilder<Quality> =>
  sql`case ${sql.join(
    qualityLevels.map((level) => sql`when ${meets(rules[level])} then ${sql.lit(level)}`),
    sql` `,
  )} else 'invalid' end`

/** How many conversations that began since then are of which quality, by what holds and by something else. */
export async function countQualities(
  tx: Tx,
  companyId: string,
  since: Date,
  rules: { readonly now: QualityRules; readonly proposed: QualityRules },
): Promise<QualityPreview> {
  const { rows } = await sql<{ now: Quality; proposed: Quality; count: number }>`
    select ${qualityColumn(rules.now)} as now, ${qualityColumn(rules.proposed)} as proposed, count(*)::int4 as count
    from conversation c where c.company_id = ${companyId} and c.started_at >= ${since} group by 1, 2`.execute(tx.q)
  const counted = (by: 'now' | 'proposed') =>
    Object.fromEntries(
      qualities.map((quality) => [quality, rows.reduce((sum, row) => sum + (row[by] === quality ? row.count : 0), 0)]),
    ) as Record<Quality, number>
  return { now: counted('now'), proposed: counted('proposed') }
}

export interface JudgedConversation {
  readonly quality: Quality
  readonly hasPhone: boolean
}

/** What came of these conversations. */
export async function judgeConversations(
  tx: Tx,
  companyId: string,
  conversationIds: readonly string[],
  rules: QualityRules,
): Promise<Map<string, JudgedConversation>> {
  const { rows } = await sql<{ conversation_id: string; quality: Quality; has_phone: boolean }>`
    select c.conversation_id, ${qualityColumn(rules)} as quality, c.has_phone from conversation c
    where c.company_id = ${companyId} and c.conversation_id = any(${conversationIds}::uuid[])`.execute(tx.q)
  return new Map(rows.map((row) => [row.conversation_id, { quality: row.quality, hasPhone: row.has_phone }]))
}

/** The same of all that began since then, for a statement of who counts what came of something. */
export const judgedConversations = (companyId: string, since: Date, rules: QualityRules): RawBuilder<unknown> => sql`(
  select c.conversation_id, ${qualityColumn(rules)} as quality, c.has_phone from conversation c
  where c.company_id = ${companyId} and c.started_at >= ${since})`
