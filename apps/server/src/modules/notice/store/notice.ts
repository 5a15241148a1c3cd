import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** What an agent may see of a company's notices. */
export interface Reader {
  readonly companyId: string
  readonly agentId: string
  readonly groupIds: readonly string[]
  readonly warningCodes: readonly string[]
  /** Versions of the product that this server has words for. */
  readonly versions: readonly string[]
  readonly now: Date
}

export interface NoticeRow {
  readonly noticeId: string
  readonly kind: 'product' | 'announcement' | 'system'
  readonly at: Date
  readonly endsAt: Date | null
  readonly title: string
  readonly text: string
  readonly isImportant: boolean
  readonly authorName: string
  readonly code: string
  readonly params: unknown
  readonly clearedAt: Date | null
  readonly isRead: boolean
}

const isVisible = ({ companyId, groupIds, warningCodes, versions, now }: Reader) => sql<boolean>`(
  n.company_id = ${companyId} and n.at <= ${now} and n.withdrawn_at is null and case n.kind
    when 'product' then n.code = any(${[...versions]}::text[])
    when 'system' then n.code = any(${[...warningCodes]}::text[])
    else n.group_ids = '{}' or n.group_ids && ${[...groupIds]}::uuid[] end)`

const isRead = ({ agentId }: Reader) => sql<boolean>`exists (select from notice_read r
  where r.company_id = n.company_id and r.agent_id = ${agentId} and r.notice_id = n.notice_id)`

/** What is over needs nobody's eye. */
const goesOn = ({ now }: Reader) => sql<boolean>`(n.cleared_at is null and (n.ends_at is null or n.ends_at > ${now}))`

const isUnread = (reader: Reader) => sql<boolean>`(${goesOn(reader)} and not ${isRead(reader)})`

async function rowsWhere(tx: Tx, reader: Reader, condition: RawBuilder<unknown>, limit: number): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.notice_id as "noticeId", n.kind, n.at, n.ends_at as "endsAt", n.title, n.text,
      n.is_important as "isImportant", n.author_name as "authorName", n.code, n.params, n.cleared_at as "clearedAt",
      not ${isUnread(reader)} as "isRead"
    from notice n where ${isVisible(reader)} and ${condition}
    order by n.at desc, n.notice_id desc limit ${limit}`.execute(tx.q)
  return rows
}

export interface NoticePage {
  readonly kind?: string | undefined
  readonly isUnread: boolean
  readonly before?: { readonly at: Date; readonly noticeId: string } | undefined
  readonly limit: number
}

export const findPage = (tx: Tx, reader: Reader, { kind, isUnread: only, before, limit }: NoticePage) =>
  rowsWhere(
    tx,
    reader,
    sql`true ${kind ? sql`and n.kind = ${kind}` : sql``} ${only ? sql`and ${isUnread(reader)}` : sql``}
      ${before ? sql`and (n.at, n.notice_id) < (${before.at}, ${before.noticeId}::uuid)` : sql``}`,
    limit,
  )

/** Announcements that stand above every screen. */
export const findBanners = (tx: Tx, reader: Reader) =>
  rowsWhere(tx, reader, sql`n.kind = 'announcement' and n.is_important and ${isUnread(reader)}`, 5)

export async function countUnread(tx: Tx, reader: Reader): Promise<Record<NoticeRow['kind'], number>> {
  const { rows } = await sql<{ kind: NoticeRow['kind']; count: number }>`
    select n.kind, count(*)::int4 as count from notice n
    where ${isVisible(reader)} and ${isUnread(reader)} group by n.kind`.execute(tx.q)
  const counted = Object.fromEntries(rows.map(({ kind, count }) => [kind, count]))
  return { product: 0, announcement: 0, system: 0, ...counted }
}

/** Answers how many were not read before, and who wrote them. What this reader does not see stays as it is. */
export async function markRead(
  tx: Tx,
  reader: Reader,
  which: { readonly noticeIds?: readonly string[] | undefined; readonly kind?: string | undefined },
): Promise<{ count: number; authorIds: string[] }> {
  const { companyId, agentId, now } = reader
  const { rows } = await sql<{ count: number; authorIds: string[] }>`
    with seen as (insert into notice_read (company_id, agent_id, notice_id, read_at)
    select n.company_id, ${agentId}, n.notice_id, ${now} from notice n
    where n.company_id = ${companyId} and ${isVisible(reader)}
      ${which.noticeIds ? sql`and n.notice_id = any(${[...which.noticeIds]}::uuid[])` : sql``}
      ${which.kind ? sql`and n.kind = ${which.kind}` : sql``}
    on conflict do nothing returning notice_id)
    select count(*)::int4 as count, coalesce(array_agg(distinct n.author_id) filter (where n.author_id is not null), '{}')
      as "authorIds"
    from seen join notice n on n.company_id = ${companyId} and n.notice_id = seen.notice_id`.execute(tx.q)
  return rows[0] ?? { count: 0, authorIds: [] }
}

/** A version that a company has been told of stays as it is. */
export async function putVersion(
  tx: Tx,
  notices: readonly { readonly companyId: string; readonly noticeId: string }[],
  { version, at }: { readonly version: string; readonly at: Date },
): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    insert into notice (company_id, notice_id, kind, at, code, created_at, changed_at)
    select company_id, notice_id, 'product', ${at}, ${version}, ${at}, ${at}
    from unnest(${notices.map((one) => one.companyId)}::uuid[], ${notices.map((one) => one.noticeId)}::uuid[])
      as one (company_id, notice_id)
    on conflict do nothing
    returning company_id as "companyId"`.execute(tx.q)
  return rows.map(({ companyId }) => companyId)
}
