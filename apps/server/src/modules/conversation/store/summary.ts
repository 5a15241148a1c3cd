import { sql } from 'kysely'
import { uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

/**
 * Makes the summaries of conversations true again from their messages: the only way they are ever written, so that a lost
 * one is repaired by asking once more.
 */
export async function summarize(tx: Tx, of: readonly { companyId: string; conversationId: string }[]) {
  if (of.length === 0) return
  await sql`
    update conversation c set
      -- Counted on from where the last summary stood; that mark must not move back.
      message_count = c.message_count + (select count(*)::integer from conversation_message m
        where m.company_id = c.company_id and m.conversation_id = c.conversation_id
          and m.seq > c.last_seq and m.seq <= latest.seq and m.sender not in ('system', 'colleague')),
      visitor_message_count = c.visitor_message_count + (select count(*)::integer from conversation_message m
        where m.company_id = c.company_id and m.conversation_id = c.conversation_id
          and m.seq > c.last_seq and m.seq <= latest.seq and m.sender = 'visitor'),
      agent_message_count = c.agent_message_count + (select count(*)::integer from conversation_message m
        where m.company_id = c.company_id and m.conversation_id = c.conversation_id
          and m.seq > c.last_seq and m.seq <= latest.seq and m.sender = 'agent'),
      last_spoken_at = coalesce(said.sent_at, c.last_spoken_at),
      last_seq = greatest(c.last_seq, latest.seq),
      last_message_from = latest_said.sender,
      last_message_type = latest_said.body ->> 'type',
      last_message_text = left(coalesce(latest_said.body ->> 'title', latest_said.body ->> 'text',
        latest_said.body ->> 'name', ''), 120),
      last_message_at = latest_said.sent_at,
      -- Who speaks has read what was before, also when he was answered before this was written.
      visitor_read_seq = greatest(c.visitor_read_seq, (select max(m.seq) from conversation_message m
        where m.company_id = c.company_id and m.conversation_id = c.conversation_id
          and m.seq > c.last_seq and m.seq <= latest.seq and m.sender = 'visitor')),
      waiting_since = case when c.status = 'closed' then null else waiting.since end,
      first_answered_at = coalesce(c.first_answered_at, case when said.sender <> 'visitor' or answered.seq is not null
        then (select m.sent_at from conversation_message m
          where m.company_id = c.company_id and m.conversation_id = c.conversation_id and m.sender = 'agent'
          order by m.seq limit 1) end)
    from (
      select * from unnest(${uuidArray(of.map((one) => one.companyId))}::uuid[],
        ${uuidArray(of.map((one) => one.conversationId))}::uuid[]) as wanted (company_id, conversation_id)
      order by conversation_id
    ) w
    cross join lateral (
      select seq from conversation_message m
      where m.company_id = w.company_id and m.conversation_id = w.conversation_id order by seq desc limit 1) latest
    -- What the robot says when it hands over, and until a person comes, is no answer: who asked waits for a person.
    cross join lateral (
      select person_seq as seq from conversation k
      where k.company_id = w.company_id and k.conversation_id = w.conversation_id) person
    left join lateral (
      select seq, sender, body, sent_at from conversation_message m
      where m.company_id = w.company_id and m.conversation_id = w.conversation_id and m.sender <> 'system'
      order by seq desc limit 1) latest_said on true
    -- A note is no answer: behind it the visitor may still be waiting for one.
    left join lateral (
      select seq, sender, sent_at from conversation_message m
      where latest_said.sender = 'colleague' and m.company_id = w.company_id
        and m.conversation_id = w.conversation_id and m.sender not in ('system', 'colleague')
      order by seq desc limit 1) before_notes on true
    cross join lateral (
      select coalesce(before_notes.sender, nullif(latest_said.sender, 'colleague')) as sender,
        coalesce(before_notes.seq, latest_said.seq) as seq,
        coalesce(before_notes.sent_at, case when latest_said.sender <> 'colleague' then latest_said.sent_at end)
          as sent_at) said
    cross join lateral (
      select said.sender = 'visitor' or said.sender = 'robot' and said.seq >= person.seq as for_answer) waits
    left join lateral (
      select seq from conversation_message m
      where m.company_id = w.company_id and m.conversation_id = w.conversation_id and m.sender in ('agent', 'robot')
        and (m.sender = 'agent' or person.seq is null or m.seq < person.seq)
      order by seq desc limit 1) answered on waits.for_answer
    left join lateral (
      select min(sent_at) as since from conversation_message m
      where m.company_id = w.company_id and m.conversation_id = w.conversation_id and m.sender = 'visitor'
        and m.seq > coalesce(answered.seq, 0)) waiting on waits.for_answer
    where c.company_id = w.company_id and c.conversation_id = w.conversation_id
      -- Who waited for the row has read the messages before he waited: what was written meanwhile knows more.
      and c.last_seq <= latest.seq`.execute(tx.q)
}

/** Conversations in progress whose summary a crashed node left behind. */
export async function outdatedSummaries(tx: Tx): Promise<{ companyId: string; conversationId: string }[]> {
  const { rows } = await sql<{ company_id: string; conversation_id: string }>`
    select c.company_id, c.conversation_id from conversation c
    where c.status <> 'closed' and exists (
      select from conversation_message m
      where m.company_id = c.company_id and m.conversation_id = c.conversation_id and m.seq > c.last_seq)`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, conversationId: row.conversation_id }))
}
