import { sql } from 'kysely'
import { check, type Seen, type Verdict } from '../../../chaos/src/checker.ts'
import type { Child } from '../rig/child.ts'
import type { Rig } from '../rig/load.ts'
import { pause } from '../rig/wait.ts'
import type { Crowd } from './main.ts'

export interface Settled extends Verdict {
  /** Messages that nobody acknowledged. */
  readonly unsent: number
  /** How many visitors the database knows. */
  readonly people: number
  readonly tookMs: number
}

/** Waits until everybody has everything, as long as a person would; what is missing then is lost. */
export async function settled(crowd: Child<Crowd>, rig: Rig, limitMs = 30_000): Promise<Settled> {
  const startedAt = performance.now()
  const unsent = await crowd.ask.settle({ limitMs })
  for (;;) {
    const tookMs = performance.now() - startedAt
    const { messages, people } = await stored(rig)
    const verdict = check(await crowd.ask.journal(undefined), messages)
    const isWhole = verdict.lost + verdict.duplicated + verdict.reordered === 0
    if (isWhole || tookMs > limitMs) return { ...verdict, unsent, people, tookMs }
    await pause(250)
  }
}

/** What the database holds, which is the truth. */
function stored({ company: { companyId }, database }: Rig): Promise<{ messages: Seen[]; people: number }> {
  return database.db.all(async ({ q }) => {
    const { rows } = await sql<{ message_id: string; conversation_id: string; seq: number; label: string | null }>`
      select message_id, conversation_id, seq, body->>'text' as label from conversation_message
      where company_id = ${companyId}`.execute(q)
    const { rows: counted } = await sql<{ people: number }>`
      select count(*)::int as people from visitor where company_id = ${companyId}`.execute(q)
    const messages = rows.map(({ message_id: id, conversation_id: conversationId, seq, label }) => ({
      id,
      conversationId,
      seq,
      label: label ?? id,
    }))
    return { messages, people: counted[0]?.people ?? 0 }
  })
}
