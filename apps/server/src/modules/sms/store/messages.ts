import type { SmsProvider, SmsPurpose, SmsRecord, SmsState } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export interface NewMessage {
  readonly smsId: string
  readonly purpose: SmsPurpose
  readonly aboutId: string | null
  /** With its middle hidden. */
  readonly phone: string
  readonly templateCode: string
  readonly sealed: string
  readonly at: Date
}

/** False: there is one of this id already. */
export async function insertMessage(tx: Tx, companyId: string, message: NewMessage): Promise<boolean> {
  const { smsId, purpose, aboutId, phone, templateCode, sealed, at } = message
  const { rows } = await sql`
    insert into sms_message (company_id, sms_id, purpose, about_id, phone, template_code, sealed, state, created_at,
      changed_at)
    values (${companyId}, ${smsId}, ${purpose}, ${aboutId}, ${phone}, ${templateCode}, ${sealed}, 'queued', ${at}, ${at})
    on conflict do nothing returning sms_id`.execute(tx.q)
  return rows.length > 0
}

export async function findStates(
  tx: Tx,
  companyId: string,
  smsIds: readonly string[],
): Promise<Map<string, { state: SmsState; failure: string | null }>> {
  const { rows } = await sql<{ smsId: string; state: SmsState; failure: string | null }>`
    select sms_id as "smsId", state, failure from sms_message
    where company_id = ${companyId} and sms_id = any(${smsIds}::uuid[])`.execute(tx.q)
  return new Map(rows.map(({ smsId, ...state }) => [smsId, state]))
}

type RecordRow = Omit<SmsRecord, 'at' | 'changedAt'> & { readonly at: Date; readonly changedAt: Date }
const shown = sql`sms_id as "smsId", created_at as at, purpose, about_id as "aboutId", phone,
  template_code as "templateCode", state, failure, tries, changed_at as "changedAt"`
const presented = ({ at, changedAt, ...row }: RecordRow): SmsRecord => ({
  ...row,
  at: at.toISOString(),
  changedAt: changedAt.toISOString(),
})

export async function findRecord(tx: Tx, companyId: string, smsId: string): Promise<SmsRecord | undefined> {
  const { rows } = await sql<RecordRow>`
    select ${shown} from sms_message where company_id = ${companyId} and sms_id = ${smsId}`.execute(tx.q)
  return rows[0] && presented(rows[0])
}

/** Latest first. `after` is the moment and the id of the last one on the page before. */
export async function findRecords(
  tx: Tx,
  companyId: string,
  page: { after: string[] | undefined; limit: number; state: SmsState | undefined },
): Promise<SmsRecord[]> {
  const { after, limit, state } = page
  const { rows } = await sql<RecordRow>`
    select ${shown} from sms_message
    where company_id = ${companyId}
      and (${after?.[0] ?? null}::timestamptz is null
        or (created_at, sms_id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
      and (${state ?? null}::text is null or state = ${state ?? null})
    order by created_at desc, sms_id desc limit ${limit}`.execute(tx.q)
  return rows.map(presented)
}

/** One that is to be sent, held until the transaction ends. */
export interface HeldMessage {
  readonly smsId: string
  readonly purpose: SmsPurpose
  readonly aboutId: string | null
  readonly templateCode: string
  readonly sealed: string | null
  readonly state: SmsState
  readonly failure: string | null
  readonly tries: number
  readonly unclear: number
  readonly attemptAt: Date | null
  /** `2026-11-25` */
  readonly countedOn: string | null
  readonly provider: SmsProvider | null
  readonly providerId: string | null
  readonly createdAt: Date
}

const held = sql`sms_id as "smsId", purpose, about_id as "aboutId", template_code as "templateCode", sealed, state, failure,
  tries, unclear, attempt_at as "attemptAt", counted_on as "countedOn", provider, provider_id as "providerId",
  created_at as "createdAt"`

export async function holdMessage(tx: Tx, companyId: string, smsId: string): Promise<HeldMessage | undefined> {
  const { rows } = await sql<HeldMessage>`
    select ${held} from sms_message where company_id = ${companyId} and sms_id = ${smsId} for update`.execute(tx.q)
  return rows[0]
}

/** Those that a receipt speaks of: by the provider's id, or by ours where it was handed on. In the order of their ids. */
export async function holdReported(
  tx: Tx,
  companyId: string,
  provider: SmsProvider,
  { providerIds, smsIds }: { providerIds: readonly string[]; smsIds: readonly string[] },
): Promise<HeldMessage[]> {
  const { rows } = await sql<HeldMessage>`
    select ${held} from sms_message
    where company_id = ${companyId} and provider = ${provider}
      and (provider_id = any(${providerIds}) or sms_id = any(${smsIds}::uuid[]))
    order by sms_id for update`.execute(tx.q)
  return rows
}

/** Whether the provider may know of one that we do not know of yet: its answer is on the way. */
export async function hasOpenAttempt(tx: Tx, companyId: string, since: Date): Promise<boolean> {
  const { rows } = await sql`
    select from sms_message where company_id = ${companyId} and attempt_at > ${since} limit 1`.execute(tx.q)
  return rows.length > 0
}

/** What is not named stays. */
export interface Progress {
  readonly state?: SmsState
  readonly failure?: string | null
  readonly tries?: number
  readonly unclear?: number
  readonly attemptAt?: Date | null
  readonly countedOn?: string | null
  readonly provider?: SmsProvider
  readonly providerId?: string
  /** It is of no more use. */
  readonly sealed?: null
  readonly changedAt?: Date
}

export async function putProgress(tx: Tx, companyId: string, smsId: string, progress: Progress): Promise<void> {
  const { state, failure, tries, unclear, attemptAt, countedOn, provider, providerId, sealed, changedAt } = progress
  await tx.q
    .updateTable('sms_message')
    .set({
      ...(state !== undefined && { state }),
      ...(failure !== undefined && { failure }),
      ...(tries !== undefined && { tries }),
      ...(unclear !== undefined && { unclear }),
      ...(attemptAt !== undefined && { attempt_at: attemptAt }),
      ...(countedOn !== undefined && { counted_on: countedOn }),
      ...(provider !== undefined && { provider }),
      ...(providerId !== undefined && { provider_id: providerId }),
      ...(sealed !== undefined && { sealed }),
      ...(changedAt !== undefined && { changed_at: changedAt }),
    })
    .where('company_id', '=', companyId)
    .where('sms_id', '=', smsId)
    .execute()
}

/** Of all companies. */
export async function forgetOld(tx: Tx, before: Date): Promise<void> {
  await sql`delete from sms_message where created_at < ${before}`.execute(tx.q)
  await sql`delete from sms_day where day < ${before}::date`.execute(tx.q)
}
