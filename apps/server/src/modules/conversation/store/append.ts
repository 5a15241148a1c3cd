import { isDeepStrictEqual } from 'node:util'
import type { ConversationStatus, Message, MessageBody, SenderKind } from '@youwen/contract'
import { sql } from 'kysely'
import type pg from 'pg'
import { int4Array, jsonbArray, textArray, uuidArray } from '../../../platform/db/binary-array.ts'
import type { Tx } from '../../../platform/db/index.ts'

export interface AppendRow {
  readonly companyId: string
  readonly conversationId: string
  readonly id: string
  readonly from: SenderKind
  readonly senderId: string | null
  readonly body: MessageBody
  /** `body` as JSON text, made once for the database and for everybody who is told. */
  readonly bodyJson: string
}
export type NumberedRow = AppendRow & { readonly seq: number }

/** unknown, closed: nothing was written. reused: the id belongs to another message. */
export type SlowOutcome =
  | { readonly kind: 'written' | 'repeated'; readonly conversationId: string; readonly seq: number; readonly at: Date }
  | { readonly kind: 'unknown' | 'closed' | 'reused' }

export interface SlowResult {
  readonly outcomes: ReadonlyMap<AppendRow, SlowOutcome>
  /** By conversation: the last position there is now. */
  readonly lastSeqs: ReadonlyMap<string, number>
}

/**
 * Writes rows that are numbered already, all or none, in one round trip; answers the moment they carry. A unique violation
 * means that another node was faster or that an id is a repeat: nothing was written then.
 */
export async function insertNumbered(client: pg.ClientBase, rows: readonly NumberedRow[]): Promise<Date> {
  const result = await client.query<{ at: Date }>({
    name: 'append',
    text: `with added as (
      insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body)
      select * from unnest($1::uuid[], $2::uuid[], $3::int4[], $4::uuid[], $5::text[], $6::uuid[], $7::jsonb[])
    ) select now() as at`,
    values: [
      uuidArray(rows.map((row) => row.companyId)),
      uuidArray(rows.map((row) => row.conversationId)),
      int4Array(rows.map((row) => row.seq)),
      uuidArray(rows.map((row) => row.id)),
      textArray(rows.map((row) => row.from)),
      uuidArray(rows.map((row) => row.senderId)),
      jsonbArray(rows.map((row) => row.bodyJson)),
    ],
  })
  const first = result.rows[0]
  if (!first) throw new Error('The append statement answered no row.')
  return first.at
}

interface Existing {
  message_id: string
  conversation_id: string
  seq: number
  sender: string
  sender_id: string | null
  body: MessageBody
  sent_at: Date
}

/** Whether it was stored already. One that was recalled since then has no body left to compare. */
export const isRepeat = (
  existing: Pick<Existing, 'sender' | 'sender_id' | 'body'>,
  { from, senderId, body }: Pick<AppendRow, 'from' | 'senderId' | 'body'>,
): boolean =>
  existing.sender === from &&
  existing.sender_id === senderId &&
  (existing.body.type === 'recalled' || isDeepStrictEqual(existing.body, body))

const outcomeOfExisting = (row: AppendRow, existing: Existing): SlowOutcome =>
  isRepeat(existing, row)
    ? { kind: 'repeated', conversationId: existing.conversation_id, seq: existing.seq, at: existing.sent_at }
    : { kind: 'reused' }

/** The last position really written, whatever the summary says. */
export async function lastSeqOf(tx: Tx, companyId: string, conversationId: string): Promise<number> {
  const row = await tx.q
    .selectFrom('conversation_message')
    .select((e) => e.fn.max('seq').as('seq'))
    .where('company_id', '=', companyId)
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  return row?.seq ?? 0
}

/** Sent once already, in whatever conversation of the company. */
export async function findByMessageId(tx: Tx, companyId: string, messageIds: readonly string[]): Promise<Existing[]> {
  const { rows } = await sql<Existing>`
    select message_id, conversation_id, seq, sender, sender_id, body, sent_at from conversation_message
    where company_id = ${companyId} and message_id = any(${messageIds}::uuid[])`.execute(tx.q)
  return rows
}

/**
 * Numbers and writes messages of one conversation while holding its row. Other nodes' optimistic inserts do not take that
 * lock, so a position can still be lost to one of them: then this looks again, in a new statement that sees it.
 */
async function appendLocked(
  tx: Tx,
  companyId: string,
  conversationId: string,
  rows: readonly AppendRow[],
  outcomes: Map<AppendRow, SlowOutcome>,
) {
  let waiting = rows.filter((row) => !outcomes.has(row))
  for (let round = 0; waiting.length > 0; round++) {
    if (round === 100) throw new Error(`No position found for ${waiting.length} messages after ${round} rounds.`)
    let seq = await lastSeqOf(tx, companyId, conversationId)
    const numbered = waiting.map((row) => ({ ...row, seq: ++seq }))
    const { rows: written } = await sql<{ message_id: string; seq: number; sent_at: Date }>`
      insert into conversation_message (company_id, conversation_id, seq, message_id, sender, sender_id, body)
      select ${companyId}, ${conversationId}, * from unnest(
        ${int4Array(numbered.map((row) => row.seq))}::int4[], ${uuidArray(numbered.map((row) => row.id))}::uuid[],
        ${textArray(numbered.map((row) => row.from))}::text[], ${uuidArray(numbered.map((row) => row.senderId))}::uuid[],
        ${jsonbArray(numbered.map((row) => row.bodyJson))}::jsonb[])
      on conflict do nothing
      returning message_id, seq, sent_at`.execute(tx.q)
    if (written.length < numbered.length && written.length > 0 && !isPrefix(numbered, written)) {
      // A hole: a later one went in while an earlier one lost its position. Take all of this round back.
      await sql`delete from conversation_message where company_id = ${companyId} and conversation_id = ${conversationId}
        and message_id = any(${written.map((row) => row.message_id)}::uuid[])`.execute(tx.q)
      written.length = 0
    }
    const byId = new Map(written.map((row) => [row.message_id, row]))
    for (const row of waiting) {
      const done = byId.get(row.id)
      if (done) outcomes.set(row, { kind: 'written', conversationId, seq: done.seq, at: done.sent_at })
    }
    waiting = waiting.filter((row) => !outcomes.has(row))
    await settleRepeats(tx, companyId, waiting, outcomes)
    waiting = waiting.filter((row) => !outcomes.has(row))
  }
}

const isPrefix = (numbered: readonly { seq: number }[], written: readonly { seq: number }[]) => {
  const seqs = new Set(written.map((row) => row.seq))
  return numbered.slice(0, written.length).every((row) => seqs.has(row.seq))
}

async function settleRepeats(
  tx: Tx,
  companyId: string,
  rows: readonly AppendRow[],
  outcomes: Map<AppendRow, SlowOutcome>,
) {
  if (rows.length === 0) return
  const existing = new Map(
    (
      await findByMessageId(
        tx,
        companyId,
        rows.map((row) => row.id),
      )
    ).map((found) => [found.message_id, found]),
  )
  for (const row of rows) {
    const found = existing.get(row.id)
    if (found) outcomes.set(row, outcomeOfExisting(row, found))
  }
}

/**
 * The way of a batch whose optimistic numbering failed, and of every change that puts an event into the stream: locks the
 * conversations in id order and numbers inside the transaction. Each row has its own outcome.
 */
export async function appendInTransaction(tx: Tx, rows: readonly AppendRow[]): Promise<SlowResult> {
  const outcomes = new Map<AppendRow, SlowOutcome>()
  const lastSeqs = new Map<string, number>()
  const conversations = Map.groupBy(rows, (row) => row.conversationId)
  for (const conversationId of [...conversations.keys()].sort()) {
    const ofConversation = conversations.get(conversationId) ?? []
    const companyId = ofConversation[0]?.companyId
    if (companyId === undefined) continue
    const locked = await tx.q
      .selectFrom('conversation')
      .select('status')
      .where('company_id', '=', companyId)
      .where('conversation_id', '=', conversationId)
      .forUpdate()
      .executeTakeFirst()
    await settleRepeats(tx, companyId, ofConversation, outcomes)
    for (const row of ofConversation) {
      if (outcomes.has(row)) continue
      if (!locked) outcomes.set(row, { kind: 'unknown' })
      // What happens to it after its end (a rating) is told in its stream as well; nobody speaks there any more.
      else if ((locked.status as ConversationStatus) === 'closed' && row.from !== 'system')
        outcomes.set(row, { kind: 'closed' })
    }
    await appendLocked(tx, companyId, conversationId, ofConversation, outcomes)
    // Of one that is over no position is told, so that nobody numbers on from there.
    if (locked && locked.status !== 'closed') {
      lastSeqs.set(conversationId, await lastSeqOf(tx, companyId, conversationId))
    }
  }
  return { outcomes, lastSeqs }
}

export const toMessage = (row: {
  conversation_id: string
  seq: number
  message_id: string
  sender: string
  sender_id: string | null
  body: unknown
  sent_at: Date
}): Message => ({
  id: row.message_id,
  conversationId: row.conversation_id,
  seq: row.seq,
  from: row.sender as SenderKind,
  senderId: row.sender_id,
  body: row.body as MessageBody,
  at: row.sent_at.toISOString(),
})
