import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { Talk } from './count.ts'

export type CountedTalk = Talk & { readonly conversationId: string }

/** One counting of a company's talks at a time, on whatever node: what it reads next is newer than what another wrote. */
export async function lockCounting(tx: Tx, companyId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`monitor ${companyId}`}, 0))`.execute(tx.q)
}

/** Puts what was counted in place of what was there, moves the sums by the difference, and answers whose moved. */
export async function saveTalks(tx: Tx, companyId: string, talks: readonly CountedTalk[]): Promise<string[]> {
  if (talks.length === 0) return []
  const { rows } = await sql<{ agent_id: string }>`
    with counted as (
      select * from json_to_recordset(${JSON.stringify(talks)}::json) as t (
        "conversationId" uuid, "agentId" uuid, day date, received int, "firstResponses" int,
        "firstResponseMs" bigint, responses int, "responseMs" bigint)),
    before as (
      select t.* from monitor_talk t join counted c on t.company_id = ${companyId}
        and t.conversation_id = c."conversationId" and t.agent_id = c."agentId" and t.day = c.day),
    written as (
      insert into monitor_talk (company_id, conversation_id, agent_id, day, received, first_responses,
        first_response_ms, responses, response_ms)
      select ${companyId}, "conversationId", "agentId", day, received, "firstResponses", "firstResponseMs", responses,
        "responseMs" from counted
      on conflict (company_id, conversation_id, agent_id, day) do update set received = excluded.received,
        first_responses = excluded.first_responses, first_response_ms = excluded.first_response_ms,
        responses = excluded.responses, response_ms = excluded.response_ms),
    difference as (
      select c."agentId" as agent_id, c.day, sum(c.received - coalesce(b.received, 0)) as received,
        sum(c."firstResponses" - coalesce(b.first_responses, 0)) as first_responses,
        sum(c."firstResponseMs" - coalesce(b.first_response_ms, 0)) as first_response_ms,
        sum(c.responses - coalesce(b.responses, 0)) as responses,
        sum(c."responseMs" - coalesce(b.response_ms, 0)) as response_ms
      from counted c left join before b
        on b.conversation_id = c."conversationId" and b.agent_id = c."agentId" and b.day = c.day
      group by 1, 2)
    insert into monitor_day as d (company_id, agent_id, day, received, first_responses, first_response_ms, responses,
      response_ms)
    select ${companyId}, agent_id, day, received, first_responses, first_response_ms, responses, response_ms
    from difference
    where (received, first_responses, first_response_ms, responses, response_ms) <> (0, 0, 0, 0, 0)
    order by agent_id, day
    on conflict (company_id, agent_id, day) do update set received = d.received + excluded.received,
      first_responses = d.first_responses + excluded.first_responses,
      first_response_ms = d.first_response_ms + excluded.first_response_ms,
      responses = d.responses + excluded.responses, response_ms = d.response_ms + excluded.response_ms
    returning agent_id`.execute(tx.q)
  return [...new Set(rows.map((row) => row.agent_id))]
}

export interface DayRow {
  readonly agentId: string
  readonly received: number
  readonly firstResponses: number
  readonly firstResponseMs: number
  readonly responses: number
  readonly responseMs: number
}

/** The sums of a day; of these agents, or of all. */
export async function findDay(
  tx: Tx,
  companyId: string,
  day: string,
  agentIds?: readonly string[],
): Promise<ReadonlyMap<string, DayRow>> {
  const { rows } = await sql<DayRow>`
    select agent_id as "agentId", received, first_responses as "firstResponses",
      first_response_ms as "firstResponseMs", responses, response_ms as "responseMs"
    from monitor_day where company_id = ${companyId} and day = ${day}::date
      ${agentIds ? sql`and agent_id = any(${agentIds}::uuid[])` : sql``}`.execute(tx.q)
  return new Map(rows.map((row) => [row.agentId, row]))
}

/** As if nothing had been counted of a day. */
export async function forgetDay(tx: Tx, companyId: string, day: string): Promise<void> {
  await sql`delete from monitor_talk where company_id = ${companyId} and day = ${day}::date`.execute(tx.q)
  await sql`delete from monitor_day where company_id = ${companyId} and day = ${day}::date`.execute(tx.q)
}

/** Talks are needed only as long as they may go on; the sums stay. Of every company. */
export async function forgetOldTalks(tx: Tx): Promise<void> {
  await sql`delete from monitor_talk where day < current_date - 3`.execute(tx.q)
}
