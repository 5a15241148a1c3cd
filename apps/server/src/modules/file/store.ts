import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'
import type { FileRef } from './addresses.ts'

export type FileStatus = 'announced' | 'storing' | 'stored'
export type Purpose = 'message' | 'avatar' | 'sheet'
/** Who may send a file into any conversation, not into one alone: who uploaded it, or every agent of the company. */
export type ReusableBy = 'uploader' | 'company'

export interface FileRecord extends FileRef {
  readonly status: FileStatus
  readonly purpose: Purpose
  readonly name: string
  readonly sizeBytes: number
  readonly contentType: string
  readonly image: { readonly width: number; readonly height: number } | null
  readonly uploadedByAgentId: string | null
  readonly visitorId: string | null
  /** What it was sent with was recalled: nobody may load it any more. */
  readonly isWithdrawn: boolean
  readonly reusableBy: ReusableBy | null
}

export type NewFile = Omit<FileRecord, 'status' | 'contentType' | 'image' | 'isWithdrawn' | 'reusableBy'>

export interface Judgement {
  readonly contentType: string
  readonly image: { readonly width: number; readonly height: number } | null
}

interface FileRow {
  company_id: string
  file_id: string
  status: FileStatus
  purpose: Purpose
  name: string
  size_bytes: number
  content_type: string
  width: number | null
  height: number | null
  uploaded_by_agent_id: string | null
  visitor_id: string | null
  is_withdrawn: boolean
  reusable_by: ReusableBy | null
}

const toRecord = (row: FileRow): FileRecord => ({
  companyId: row.company_id,
  fileId: row.file_id,
  status: row.status,
  purpose: row.purpose,
  name: row.name,
  sizeBytes: row.size_bytes,
  contentType: row.content_type,
  image: row.width !== null && row.height !== null ? { width: row.width, height: row.height } : null,
  uploadedByAgentId: row.uploaded_by_agent_id,
  visitorId: row.visitor_id,
  isWithdrawn: row.is_withdrawn,
  reusableBy: row.reusable_by,
})

const columns = sql`company_id, file_id, status, purpose, name, size_bytes, content_type, width, height,
  uploaded_by_agent_id, visitor_id, withdrawn_at is not null as is_withdrawn, reusable_by`

export async function insertFile(tx: Tx, file: NewFile) {
  await sql`
    insert into file (company_id, file_id, status, purpose, name, size_bytes, uploaded_by_agent_id, visitor_id)
    values (${file.companyId}, ${file.fileId}, 'announced', ${file.purpose}, ${file.name}, ${file.sizeBytes},
      ${file.uploadedByAgentId}, ${file.visitorId})`.execute(tx.q)
}

/** What a visitor has uploaded or announced since then. Others who ask for the same visitor wait for this transaction. */
export async function countOfVisitor(tx: Tx, companyId: string, visitorId: string, since: Date) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file/${visitorId}`}, 0))`.execute(tx.q)
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*)::int4 as files, coalesce(sum(size_bytes), 0)::int8 as bytes from file
    where company_id = ${companyId} and visitor_id = ${visitorId} and uploaded_by_agent_id is null
      and created_at > ${since}`.execute(tx.q)
  return rows[0] ?? { files: 0, bytes: 0 }
}

export async function findFiles(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<FileRecord[]> {
  const { rows } = await sql<FileRow>`
    select ${columns} from file where company_id = ${companyId} and file_id = any(${fileIds})`.execute(tx.q)
  return rows.map(toRecord)
}

export async function findFile(tx: Tx, { companyId, fileId }: FileRef): Promise<FileRecord | undefined> {
  return (await findFiles(tx, companyId, [fileId]))[0]
}

/** Of several uploads to one address only one goes on. */
export async function claimForStoring(tx: Tx, { companyId, fileId }: FileRef): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update file set status = 'storing'
    where company_id = ${companyId} and file_id = ${fileId} and status = 'announced'`.execute(tx.q)
  return numAffectedRows === 1n
}

/** Storing failed: the same address may be tried again. */
export async function giveUpStoring(tx: Tx, { companyId, fileId }: FileRef) {
  await sql`update file set status = 'announced'
    where company_id = ${companyId} and file_id = ${fileId} and status = 'storing'`.execute(tx.q)
}

export async function markStored(tx: Tx, { companyId, fileId }: FileRef, { contentType, image }: Judgement) {
  await sql`
    update file set status = 'stored', content_type = ${contentType}, width = ${image?.width ?? null},
      height = ${image?.height ?? null}
    where company_id = ${companyId} and file_id = ${fileId} and status = 'storing'`.execute(tx.q)
}

/** An agent's file becomes loadable for a visitor. False: it was given to another one already. */
export async function giveToVisitor(tx: Tx, { companyId, fileId }: FileRef, visitorId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update file set visitor_id = ${visitorId}
    where company_id = ${companyId} and file_id = ${fileId} and (visitor_id is null or visitor_id = ${visitorId})`.execute(
    tx.q,
  )
  return numAffectedRows === 1n
}

/** A reusable file is no longer loadable for a visitor, as if it had not been sent to him. */
export async function takeBack(tx: Tx, companyId: string, visitorId: string, fileIds: readonly string[]) {
  await sql`delete from file_recipient
    where company_id = ${companyId} and visitor_id = ${visitorId} and file_id = any(${fileIds}::uuid[])`.execute(tx.q)
  await sql`update file set visitor_id = null
    where company_id = ${companyId} and visitor_id = ${visitorId} and file_id = any(${fileIds}::uuid[])
      and reusable_by is not null`.execute(tx.q)
}

/** A reusable file is others' as well: taking back one message leaves it. */
export async function withdraw(tx: Tx, companyId: string, fileIds: readonly string[]) {
  await sql`update file set withdrawn_at = coalesce(withdrawn_at, now())
    where company_id = ${companyId} and file_id = any(${fileIds}::uuid[]) and reusable_by is null`.execute(tx.q)
}

/** What is for every agent stays so: a phrase that becomes somebody's own again was everybody's before. */
export async function makeReusable(tx: Tx, { companyId, fileId }: FileRef, by: ReusableBy) {
  await sql`
    update file set reusable_by = ${by}
    where company_id = ${companyId} and file_id = ${fileId} and reusable_by is distinct from 'company'`.execute(tx.q)
}

/** A reusable file becomes loadable for one more visitor. */
export async function addRecipient(tx: Tx, { companyId, fileId }: FileRef, visitorId: string) {
  await sql`
    insert into file_recipient (company_id, file_id, visitor_id) values (${companyId}, ${fileId}, ${visitorId})
    on conflict do nothing`.execute(tx.q)
}

/** To whom reusable files were sent, by file. */
export async function findRecipients(
  tx: Tx,
  companyId: string,
  fileIds: readonly string[],
  visitorId?: string,
): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ file_id: string; visitor_ids: string[] }>`
    select file_id, array_agg(visitor_id) as visitor_ids from file_recipient
    where company_id = ${companyId} and file_id = any(${fileIds})
      and (${visitorId ?? null}::uuid is null or visitor_id = ${visitorId ?? null}::uuid)
    group by file_id`.execute(tx.q)
  return new Map(rows.map((row) => [row.file_id, row.visitor_ids]))
}

/** Spreadsheets of every company whose time is over. */
export async function findSheets(tx: Tx, before: Date, limit: number): Promise<FileRef[]> {
  const { rows } = await sql<{ company_id: string; file_id: string }>`
    select company_id, file_id from file where purpose = 'sheet' and created_at < ${before}
    order by created_at limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, fileId: row.file_id }))
}

export async function removeFile(tx: Tx, { companyId, fileId }: FileRef) {
  await sql`delete from file where company_id = ${companyId} and file_id = ${fileId}`.execute(tx.q)
}

/** Of every company. */
export async function findUnfinished(tx: Tx, announcedBefore: Date, limit: number): Promise<FileRef[]> {
  const { rows } = await sql<{ company_id: string; file_id: string }>`
    select company_id, file_id from file where status <> 'stored' and created_at < ${announcedBefore}
    order by created_at limit ${limit}`.execute(tx.q)
  return rows.map((row) => ({ companyId: row.company_id, fileId: row.file_id }))
}

export async function removeUnfinished(tx: Tx, { companyId, fileId }: FileRef) {
  await sql`delete from file where company_id = ${companyId} and file_id = ${fileId} and status <> 'stored'`.execute(
    tx.q,
  )
}
