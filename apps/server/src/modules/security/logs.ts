import type { AuditRecord, LoginRecord } from '@youwen/contract'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AuditEntry } from '../../platform/http/index.ts'
import * as store from './store/logs.ts'

interface Page {
  readonly cursor?: string | undefined
  readonly limit: number
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Where a page begins. */
function positionOf({ cursor, limit }: Page): store.LogPage {
  if (cursor !== undefined && !uuid.test(cursor)) {
    const title = 'This is no cursor that we gave.'
    throw new Refusal('invalid', 'validation.failed', title, { fields: [{ path: 'cursor', code: 'unknown', title }] })
  }
  // One more than asked for tells whether there is another page.
  return { before: cursor, limit: limit + 1 }
}

function pageOf<T extends { id: string }>(records: T[], limit: number) {
  const items = records.slice(0, limit)
  return { items, next: records.length > limit ? (items.at(-1)?.id ?? null) : null }
}

/** What was done, by whom: written once, changed never. */
export function createLogs({ db, deviceOf }: { db: Db; deviceOf: (userAgent: string) => string }) {
  return {
    recordAudit: (entry: AuditEntry): Promise<void> =>
      db.company(entry.companyId, (tx) => store.insertAudit(tx, entry)),

    logins: async (companyId: string, page: Page) => {
      const rows = await db.company(companyId, (tx) => store.findLogins(tx, companyId, positionOf(page)))
      const records = rows.map((row) => ({
        id: row.login_id,
        at: row.at.toISOString(),
        account: row.account,
        agentId: row.agent_id,
        outcome: row.outcome as LoginRecord['outcome'],
        ip: row.ip,
        region: row.region,
        device: deviceOf(row.user_agent),
      }))
      return pageOf<LoginRecord>(records, page.limit)
    },

    audits: async (companyId: string, page: Page) => {
      const rows = await db.company(companyId, (tx) => store.findAudits(tx, companyId, positionOf(page)))
      const records = rows.map((row) => ({
        id: row.audit_id,
        at: row.at.toISOString(),
        agentId: row.agent_id,
        agentName: row.agent_name,
        action: row.action,
        subject: row.subject,
        detail: row.detail as AuditRecord['detail'],
        ip: row.ip ?? '',
      }))
      return pageOf<AuditRecord>(records, page.limit)
    },
  }
}
