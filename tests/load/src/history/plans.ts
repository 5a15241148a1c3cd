import pg from 'pg'

/** What a search goes through, as PostgreSQL itself tells of the statements within it. */
export interface Plan {
  readonly indexes: readonly string[]
  /** Whether it read the whole of a table. */
  readonly isWhole: boolean
}

/** Runs a statement, function bodies and all, and answers how it was done. */
export async function planOf(url: string, statement: string, values: readonly unknown[]): Promise<Plan> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
      set auto_explain.log_nested_statements = on; set client_min_messages = log; set app.scope = 'all'`)
    const told: string[] = []
    client.on('notice', ({ message }) => told.push(message ?? ''))
    await client.query(statement, [...values])
    const plan = told.join('\n')
    if (!plan.includes('conversation_search')) throw new Error(`PostgreSQL told no plan, but: ${plan.slice(0, 500)}`)
    // What was planned and never run reads nothing.
    const done = plan.split('\n').filter((line) => !line.includes('(never executed)'))
    const names = done.flatMap(
      (line) => /(?:Scan(?: Backward)? using|Bitmap Index Scan on) (conversation_\w+)/.exec(line)?.[1] ?? [],
    )
    return { indexes: [...new Set(names)].sort(), isWhole: done.some((line) => line.includes('Seq Scan on')) }
  } finally {
    await client.end()
  }
}
