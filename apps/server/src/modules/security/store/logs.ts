import type { LoginRecord } from '@youwen/contract'
import type { Selectable } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Tables, Tx } from '../../../platform/db/index.ts'
import type { AuditEntry } from '../../../platform/http/index.ts'

export interface LoginEntry {
  readonly account: string
  readonly agentId: string | null
  readonly outcome: LoginRecord['outcome']
  readonly ip: string
  readonly region: string
  readonly userAgent: string
}

export async function insertLogin(tx: Tx, companyId: string, entry: LoginEntry): Promise<void> {
  await tx.q
    .insertInto('security_login')
    .values({
      company_id: companyId,
      login_id: uuidv7(),
      account: entry.account,
      agent_id: entry.agentId,
      outcome: entry.outcome,
      ip: entry.ip,
      region: entry.region,
      user_agent: entry.userAgent,
    })
    .execute()
}

export async function insertAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  await tx.q
    .insertInto('security_audit')
    .values({
      company_id: entry.companyId,
      audit_id: uuidv7(),
      agent_id: entry.agentId,
      agent_name: entry.agentName,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
      ip: entry.ip,
    })
    .execute()
}

export interface LogPage {
  /** Only what is older than the record with this id: ids sort by time. */
  readonly before: string | undefined
  readonly limit: number
}

export const findLogins = (
  tx: Tx,
  companyId: string,
  { before, limit }: LogPage,
): Promise<Selectable<Tables['security_login']>[]> =>
  tx.q
    .selectFrom('security_login')
    .selectAll()
    .where('company_id', '=', companyId)
    .$if(before !== undefined, (q) => q.where('login_id', '<', before ?? ''))
    .orderBy('login_id', 'desc')
    .limit(limit)
    .execute()

export const findAudits = (
  tx: Tx,
  companyId: string,
  { before, limit }: LogPage,
): Promise<Selectable<Tables['security_audit']>[]> =>
  tx.q
    .selectFrom('security_audit')
    .selectAll()
    .where('company_id', '=', companyId)
    .$if(before !== undefined, (q) => q.where('audit_id', '<', before ?? ''))
    .orderBy('audit_id', 'desc')
    .limit(limit)
    .execute()
