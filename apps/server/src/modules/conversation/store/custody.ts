import type { Message } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'
import { toMessage } from './append.ts'

type MessageRow = Parameters<typeof toMessage>[0]

/**
 * The visitor's messages up to `seq` are dealt with; null: the robot answers no longer. What was handed over it has again,
 * unless it answers only until somebody takes over.
 */
export async function setCustody(tx: Tx, companyId: string, conversationId: string, seq: number | null): Promise<void> {
  await sql`update conversation set custody_seq = ${seq},
      handed_over = case when ${seq}::integer is null or status = 'queued' then handed_over end,
      person_seq = case when ${seq}::integer is null or status = 'queued' then person_seq end
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
}

export async function setHandedOver(
  tx: Tx,
  companyId: string,
  conversationId: string,
  { why, seq }: { readonly why: 'asked' | 'unknown'; readonly seq: number },
): Promise<void> {
  await sql`update conversation set handed_over = ${why}, person_seq = ${seq}
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
}

/** Up to where a robot that begins now has nothing to do: at most the visitor's last message is left to it. */
export async function answeredUpTo(tx: Tx, companyId: string, conversationId: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`
    select greatest(max(seq) filter (where sender in ('agent', 'robot')),
      max(seq) filter (where sender = 'visitor') - 1, 0) as seq
    from conversation_message where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
  return rows[0]?.seq ?? 0
}

/** The first message of the visitor after `seq`; one that was taken back asks nothing. */
export async function firstAskedAfter(
  tx: Tx,
  companyId: string,
  conversationId: string,
  seq: number,
): Promise<Message | undefined> {
  const { rows } = await sql<MessageRow>`
    select * from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq > ${seq} and sender = 'visitor'
      and body ->> 'type' <> 'recalled'
    order by seq limit 1`.execute(tx.q)
  return rows[0] && toMessage(rows[0])
}

/** The last thing said to the visitor before `seq`. */
export async function lastSaidBefore(
  tx: Tx,
  companyId: string,
  conversationId: string,
  seq: number,
): Promise<Message | undefined> {
  const { rows } = await sql<MessageRow>`
    select * from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq < ${seq}
      and sender in ('agent', 'robot')
    order by seq desc limit 1`.execute(tx.q)
  return rows[0] && toMessage(rows[0])
}

/** Whether an agent has spoken to the visitor after `seq`. */
export async function agentSpokeAfter(
  tx: Tx,
  companyId: string,
  conversationId: string,
  seq: number,
): Promise<boolean> {
  const { rows } = await sql`
    select from conversation_message
    where company_id = ${companyId} and conversation_id = ${conversationId} and seq > ${seq} and sender = 'agent'
    limit 1`.execute(tx.q)
  return rows.length > 0
}

/** Conversations, of all companies, that the robot holds alone and in which nobody has spoken since then. */
export async function silentSince(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ companyId: string; conversationId: string }[]> {
  const { rows } = await sql<{ companyId: string; conversationId: string }>`
    select company_id as "companyId", conversation_id as "conversationId" from conversation
    where custody_seq is not null and status = 'open' and agent_id is null
      and coalesce(last_message_at, started_at) < ${before} limit ${limit}`.execute(tx.q)
  return rows
}

/** Conversations, of all companies, in which the robot owes an answer to what was said before `before`. */
export async function owingAnswers(tx: Tx, before: Date): Promise<{ companyId: string; conversationId: string }[]> {
  const { rows } = await sql<{ companyId: string; conversationId: string }>`
    select c.company_id as "companyId", c.conversation_id as "conversationId" from conversation c
    where c.custody_seq is not null and c.status <> 'closed' and exists (
      select from conversation_message m
      where m.company_id = c.company_id and m.conversation_id = c.conversation_id and m.seq > c.custody_seq
        and m.sender = 'visitor' and m.body ->> 'type' <> 'recalled' and m.sent_at < ${before})`.execute(tx.q)
  return rows
}

export interface Overdue {
  readonly companyId: string
  readonly conversationId: string
  readonly visitorId: string
  readonly styleId: string | null
}

/** Conversations, of all companies, whose visitor has waited for a person as long as he should, the longest first. */
export async function findOverdue(tx: Tx, now: Date, limit: number): Promise<Overdue[]> {
  const { rows } = await sql<Overdue>`
    select company_id as "companyId", conversation_id as "conversationId", visitor_id as "visitorId",
      style_id as "styleId"
    from conversation where wake_at <= ${now} and status = 'queued' order by wake_at limit ${limit}`.execute(tx.q)
  return rows
}

/** A person is waited for: what the robot says from this position on is no answer. */
export async function setPersonSeq(tx: Tx, companyId: string, conversationId: string, seq: number): Promise<void> {
  await sql`update conversation set person_seq = coalesce(person_seq, ${seq})
    where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
}

/** That somebody waits too long is told once. Answers false where it was told, or is not so any more. */
export async function takeOverdue(tx: Tx, companyId: string, conversationId: string, now: Date): Promise<boolean> {
  const { rows } = await sql`
    update conversation set wake_at = null
    where company_id = ${companyId} and conversation_id = ${conversationId} and status = 'queued' and wake_at <= ${now}
    returning conversation_id`.execute(tx.q)
  return rows.length > 0
}

/** Open conversations of an agent in which the robot answers, or does not. */
export async function openOfAgent(tx: Tx, companyId: string, agentId: string, isInCustody: boolean): Promise<string[]> {
  const { rows } = await sql<{ conversation_id: string }>`
    select conversation_id from conversation
    where company_id = ${companyId} and agent_id = ${agentId} and status = 'open'
      and (custody_seq is not null) = ${isInCustody} order by conversation_id`.execute(tx.q)
  return rows.map((row) => row.conversation_id)
}
