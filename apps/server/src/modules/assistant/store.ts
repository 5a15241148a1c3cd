import type { AssistantTask } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export interface SettingsRow {
  readonly baseUrl: string
  readonly model: string
  readonly sealedKey: string | null
  readonly tasks: AssistantTask[]
  readonly monthlyAllowance: number | null
}

export async function findSettings(tx: Tx, companyId: string): Promise<SettingsRow | undefined> {
  const { rows } = await sql<SettingsRow>`
    select base_url as "baseUrl", model, sealed_key as "sealedKey", tasks, monthly_allowance as "monthlyAllowance"
    from assistant_settings where company_id = ${companyId}`.execute(tx.q)
  return rows[0]
}

export async function putSettings(tx: Tx, companyId: string, settings: SettingsRow): Promise<void> {
  const { baseUrl, model, sealedKey, tasks, monthlyAllowance } = settings
  await sql`
    insert into assistant_settings (company_id, base_url, model, sealed_key, tasks, monthly_allowance)
    values (${companyId}, ${baseUrl}, ${model}, ${sealedKey}, ${tasks}::text[], ${monthlyAllowance})
    on conflict (company_id) do update set base_url = excluded.base_url, model = excluded.model,
      sealed_key = excluded.sealed_key, tasks = excluded.tasks, monthly_allowance = excluded.monthly_allowance`.execute(
    tx.q,
  )
}

export interface UsageRow {
  readonly task: AssistantTask
  readonly calls: number
  readonly failures: number
  readonly promptTokens: number
  readonly completionTokens: number
}

/** The month is given by any of its days. */
export async function findUsage(tx: Tx, companyId: string, month: Date): Promise<UsageRow[]> {
  const { rows } = await sql<UsageRow>`
    select task, calls, failures, prompt_tokens as "promptTokens", completion_tokens as "completionTokens"
    from assistant_usage
    where company_id = ${companyId} and month = date_trunc('month', ${month}::timestamptz at time zone 'UTC')::date
    order by task`.execute(tx.q)
  return rows
}

export async function addUsage(tx: Tx, companyId: string, month: Date, used: UsageRow): Promise<void> {
  const { task, calls, failures, promptTokens, completionTokens } = used
  await sql`
    insert into assistant_usage as u (company_id, month, task, calls, failures, prompt_tokens, completion_tokens)
    values (${companyId}, date_trunc('month', ${month}::timestamptz at time zone 'UTC')::date, ${task}, ${calls},
      ${failures}, ${promptTokens}, ${completionTokens})
    on conflict (company_id, month, task) do update set calls = u.calls + excluded.calls,
      failures = u.failures + excluded.failures, prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
      completion_tokens = u.completion_tokens + excluded.completion_tokens`.execute(tx.q)
}
