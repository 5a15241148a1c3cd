/** The ceiling of everything that is durable: the same rows, into the same table, in batches as large, and nothing else. */
import { insertNumbered } from '../../../../apps/server/src/modules/conversation/store/append.ts'
import { offer } from '../rig/child.ts'
import { type InsertTarget, openAppRole, rowOf } from './insert.ts'

/** Like the server's, the rows belong to many conversations: an index over one alone would be filled at its end. */
const conversations = 1_000

const skills = {
  async insert(request: {
    url: string
    targets: readonly InsertTarget[]
    batch: number
    warmupMs: number
    measureMs: number
  }) {
    const { url, targets, batch, warmupMs, measureMs } = request
    const client = await openAppRole(url)
    const positions = new Map<string, number>()
    let next = 0
    const insert = () => {
      const rows = Array.from({ length: batch }, () => {
        const target = targets[next++ % Math.min(targets.length, conversations)] as InsertTarget
        const seq = (positions.get(target.conversationId) ?? 0) + 1
        positions.set(target.conversationId, seq)
        return rowOf(target, seq)
      })
      return insertNumbered(client, rows)
    }
    const startedAt = performance.now()
    while (performance.now() - startedAt < warmupMs) await insert()
    const measuredFrom = performance.now()
    let written = 0
    for (; performance.now() - measuredFrom < measureMs; written += batch) await insert()
    const seconds = (performance.now() - measuredFrom) / 1_000
    await client.end()
    return written / seconds
  },
}
export type Inserter = typeof skills

offer(skills)
