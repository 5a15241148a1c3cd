import type { SystemWarning } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface NewWarning {
  readonly warning: SystemWarning
  readonly subject: string
  readonly at: Date
}

/** Answers the companies that did not know of it. For the others its figures are those of now. */
export async function putWarning(
  tx: Tx,
  notices: readonly { readonly companyId: string; readonly noticeId: string }[],
  { warning: { code, params }, subject, at }: NewWarning,
): Promise<string[]> {
  const { rows } = await sql<{ companyId: string; isNew: boolean }>`
    insert into notice (company_id, notice_id, kind, at, code, subject, params, created_at, changed_at)
    select company_id, notice_id, 'system', ${at}, ${code}, ${subject}, ${JSON.stringify(params)}::jsonb, ${at}, ${at}
    from unnest(${notices.map((one) => one.companyId)}::uuid[], ${notices.map((one) => one.noticeId)}::uuid[])
      as one (company_id, notice_id)
    on conflict (company_id, code, subject) where kind = 'system' and cleared_at is null
      do update set params = excluded.params, changed_at = excluded.changed_at
    returning company_id as "companyId", xmax = 0 as "isNew"`.execute(tx.q)
  return rows.flatMap(({ companyId, isNew }) => (isNew ? [companyId] : []))
}

/** Answers the companies in which it went on until now. */
export async function clearWarning(
  tx: Tx,
  { code, subject, companyId, at }: { code: string; subject: string; companyId: string | undefined; at: Date },
): Promise<string[]> {
  const { rows } = await sql<{ companyId: string }>`
    update notice set cleared_at = ${at}, changed_at = ${at}
    where kind = 'system' and code = ${code} and subject = ${subject} and cleared_at is null
      ${companyId ? sql`and company_id = ${companyId}` : sql``}
    returning company_id as "companyId"`.execute(tx.q)
  return rows.map((row) => row.companyId)
}

/** What was over long ago. */
export async function forgetCleared(tx: Tx, before: Date) {
  await sql`delete from notice where kind = 'system' and cleared_at < ${before}`.execute(tx.q)
}
