import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

/** After `free` failures within the window each further attempt has to wait, twice as long each time. */
export interface Limit {
  readonly free: number
  readonly firstDelaySeconds: number
  readonly longestDelaySeconds: number
}

const windowMinutes = 15

/**
 * Counts an attempt before it is known how it ends, in one statement: of attempts that arrive together exactly as many
 * get in as are free. Answers false, and counts nothing, while the key has to wait: who is turned away prolongs nothing.
 */
export async function enter(tx: Tx, key: Buffer, limit: Limit): Promise<boolean> {
  const isOver = sql`t.window_started_at < clock_timestamp() - ${windowMinutes} * interval '1 minute'`
  const failures = sql`case when ${isOver} then 1 else t.failures + 1 end`
  const { rows } = await sql`
    insert into security_throttle as t (key, failures, window_started_at, blocked_until)
    values (${key}, 1, clock_timestamp(), ${blockedUntil(sql`1`, limit)})
    on conflict (key) do update set
      failures = ${failures},
      window_started_at = case when ${isOver} then clock_timestamp() else t.window_started_at end,
      blocked_until = ${blockedUntil(failures, limit)}
    where t.blocked_until is null or t.blocked_until <= clock_timestamp()
    returning 1`.execute(tx.q)
  return rows.length > 0
}

function blockedUntil(failures: ReturnType<typeof sql>, { free, firstDelaySeconds, longestDelaySeconds }: Limit) {
  // 2 ^ 20 is far beyond any longest delay, and keeps the power from overflowing.
  const delay = sql`least(${firstDelaySeconds} * power(2, least(${failures} - ${free}, 20)), ${longestDelaySeconds})`
  return sql`case when ${failures} >= ${free}::int then clock_timestamp() + ${delay} * interval '1 second' end`
}

export async function secondsToWait(tx: Tx, key: Buffer): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select ceil(extract(epoch from blocked_until - clock_timestamp()))::int as seconds
    from security_throttle where key = ${key}`.execute(tx.q)
  return Math.max(1, rows[0]?.seconds ?? 1)
}

/** The attempt succeeded: it was no failure after all. */
export async function takeBack(tx: Tx, key: Buffer, { free }: Limit): Promise<void> {
  await sql`
    update security_throttle set
      failures = greatest(failures - 1, 0),
      blocked_until = case when failures - 1 < ${free}::int then null else blocked_until end
    where key = ${key}`.execute(tx.q)
}

export async function forget(tx: Tx, key: Buffer): Promise<void> {
  await tx.q.deleteFrom('security_throttle').where('key', '=', key).execute()
}

export async function forgetOld(tx: Tx): Promise<void> {
  await sql`delete from security_throttle where window_started_at < now() - interval '1 day'`.execute(tx.q)
}
