import type { QualityRules } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

export async function findQualityRules(tx: Tx, companyId: string): Promise<QualityRules | undefined> {
  const { rows } = await sql<{ rules: QualityRules }>`
    select rules from conversation_quality_rule where company_id = ${companyId}`.execute(tx.q)
  return rows[0]?.rules
}

export async function putQualityRules(tx: Tx, companyId: string, rules: QualityRules): Promise<void> {
  await sql`insert into conversation_quality_rule (company_id, rules) values (${companyId}, ${JSON.stringify(rules)})
    on conflict (company_id) do update set rules = excluded.rules`.execute(tx.q)
}
