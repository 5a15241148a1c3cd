import type { SaveAnnouncement } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface AnnouncementRecord {
  readonly noticeId: string
  readonly title: string
  readonly text: string
  readonly isImportant: boolean
  readonly groupIds: string[]
  readonly at: Date
  readonly endsAt: Date | null
  readonly withdrawnAt: Date | null
  readonly authorName: string
  readonly createdAt: Date
  readonly changedAt: Date
}

const shown = sql`n.notice_id as "noticeId", n.title, n.text, n.is_important as "isImportant", n.group_ids as "groupIds",
  n.at, n.ends_at as "endsAt", n.withdrawn_at as "withdrawnAt", n.author_name as "authorName",
  n.created_at as "createdAt", n.changed_at as "changedAt"`

export async function findAnnouncement(
  tx: Tx,
  companyId: string,
  noticeId: string,
): Promise<AnnouncementRecord | undefined> {
  const { rows } = await sql<AnnouncementRecord>`
    select ${shown} from notice n
    where n.company_id = ${companyId} and n.notice_id = ${noticeId} and n.kind = 'announcement'`.execute(tx.q)
  return rows[0]
}

export async function findAnnouncements(
  tx: Tx,
  companyId: string,
  { before, limit }: { before: { at: Date; noticeId: string } | undefined; limit: number },
): Promise<AnnouncementRecord[]> {
  const { rows } = await sql<AnnouncementRecord>`
    select ${shown} from notice n where n.company_id = ${companyId} and n.kind = 'announcement'
      ${before ? sql`and (n.at, n.notice_id) < (${before.at}, ${before.noticeId}::uuid)` : sql``}
    order by n.at desc, n.notice_id desc limit ${limit}`.execute(tx.q)
  return rows
}

export type Written = Omit<SaveAnnouncement, 'startsAt' | 'endsAt'> & {
  readonly noticeId: string
  readonly at: Date
  readonly endsAt: Date | null
}

/** Nothing happens when it is there already: the same request came again. */
export async function insertAnnouncement(
  tx: Tx,
  companyId: string,
  { noticeId, title, text, isImportant, groupIds, at, endsAt }: Written,
  author: { readonly agentId: string; readonly name: string },
  now: Date,
) {
  await sql`
    insert into notice (company_id, notice_id, kind, at, ends_at, title, text, is_important, group_ids, author_id,
      author_name, created_at, changed_at)
    values (${companyId}, ${noticeId}, 'announcement', ${at}, ${endsAt}, ${title}, ${text}, ${isImportant},
      ${groupIds}::uuid[], ${author.agentId}, ${author.name}, ${now}, ${now})
    on conflict (company_id, notice_id) do nothing`.execute(tx.q)
}

export async function updateAnnouncement(
  tx: Tx,
  companyId: string,
  { noticeId, title, text, isImportant, groupIds, at, endsAt }: Written,
  now: Date,
) {
  await sql`
    update notice set title = ${title}, text = ${text}, is_important = ${isImportant}, group_ids = ${groupIds}::uuid[],
      at = ${at}, ends_at = ${endsAt}, changed_at = ${now}
    where company_id = ${companyId} and notice_id = ${noticeId} and kind = 'announcement'`.execute(tx.q)
}

export async function withdrawAnnouncement(tx: Tx, companyId: string, noticeId: string, now: Date) {
  await sql`
    update notice set withdrawn_at = coalesce(withdrawn_at, ${now})
    where company_id = ${companyId} and notice_id = ${noticeId} and kind = 'announcement'`.execute(tx.q)
}

export interface ReadMark {
  readonly noticeId: string
  readonly agentId: string
  readonly readAt: Date
}

export async function findReads(tx: Tx, companyId: string, noticeIds: readonly string[]): Promise<ReadMark[]> {
  const { rows } = await sql<ReadMark>`
    select notice_id as "noticeId", agent_id as "agentId", read_at as "readAt" from notice_read
    where company_id = ${companyId} and notice_id = any(${[...noticeIds]}::uuid[])`.execute(tx.q)
  return rows
}

export async function forgetReads(tx: Tx, companyId: string, noticeId: string) {
  await sql`delete from notice_read where company_id = ${companyId} and notice_id = ${noticeId}`.execute(tx.q)
}

/** Companies in which an announcement began, after it was written, or ended between two moments. */
export async function companiesWithTurns(tx: Tx, after: Date, until: Date): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    select distinct company_id as "companyId" from notice
    where kind = 'announcement' and withdrawn_at is null
      and ((at > created_at and at > ${after} and at <= ${until}) or (ends_at > ${after} and ends_at <= ${until}))`.execute(
    tx.q,
  )
  return rows.map(({ companyId }) => companyId)
}
