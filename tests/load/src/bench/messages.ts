import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import type { Inserter } from '../ceiling/inserter.ts'
import { startChild } from '../rig/child.ts'
import type { RigDatabase } from '../rig/database.ts'
import { startEchoTalk, startRig, startTalk } from '../rig/load.ts'
import { type Bench, rowOf } from '../row.ts'

const visitors = 1_000
const agents = 20
/** Messages of one visitor on their way at a time: enough to keep the pipeline full. */
const window = 4
const time = { warmupMs: 4_000, measureMs: 8_000 }
const capacity = 3_000_000

export const messages: Bench = {
  name: 'messages',
  what: 'durable messages a second, from a visitor over the commit to an agent',
  async run() {
    await using rig = await startRig({ agents })
    await using generator = await startTalk(rig, { visitors, capacity })
    const before = await writes(rig.database)
    const load = await generator.ask.flood({ window, ...time })
    const after = await writes(rig.database)
    const verdict = await generator.ask.settle(undefined)
    await generator.ask.close(undefined)
    await generator[Symbol.asyncDispose]()
    await rig.server.kill('SIGTERM')

    const batch = Math.max(1, Math.round((after.rows - before.rows) / (after.commits - before.commits)))
    await using inserter = startChild<Inserter>(new URL('../ceiling/inserter.ts', import.meta.url))
    const targets = Array.from({ length: visitors }, () => ({
      companyId: rig.company.companyId,
      conversationId: uuidv7(),
      visitorId: uuidv7(),
    }))
    const inserts = await inserter.ask.insert({ url: rig.database.url, targets, batch, ...time })
    const echoes = await echoed()

    const isWhole = verdict.lost === 0 && verdict.doubled === 0 && verdict.refused === 0
    return rowOf({
      name: 'messages',
      value: load.receivedPerSecond,
      unit: 'messages/s',
      ceiling: Math.min(echoes, inserts),
      budget: '>= 0.5 of the ceiling, nothing lost or doubled',
      met: (ratio) => ratio >= 0.5 && isWhole,
      notes: [
        `ceilings: echo ${Math.round(echoes)}/s, insert ${Math.round(inserts)}/s in batches of ${batch}`,
        `acknowledged ${Math.round(load.ackedPerSecond)}/s with ${visitors * window} on their way: p50 ${load.p50Ms.toFixed(0)} ms, p99 ${load.p99Ms.toFixed(0)} ms`,
        `${verdict.acked} acknowledged, ${verdict.lost} lost, ${verdict.doubled} doubled, ${verdict.refused} refused`,
      ],
    })
  },
}

async function echoed(): Promise<number> {
  const { echo, generator, begin } = await startEchoTalk({ sockets: visitors, capacity })
  await using _echo = echo
  await using _generator = generator
  await begin()
  return (await generator.ask.flood({ window, ...time })).ackedPerSecond
}

/** What the database did so far: how large the server's batches are shows in rows a commit. */
async function writes({ db }: RigDatabase): Promise<{ rows: number; commits: number }> {
  // Backends tell what they did a second later at the latest.
  await new Promise((resolve) => setTimeout(resolve, 1_100))
  const { rows } = await db.all(({ q }) =>
    sql<{ rows: string; commits: string }>`
      select (select n_tup_ins from pg_stat_user_tables where relname = 'conversation_message') as rows,
        (select xact_commit from pg_stat_database where datname = current_database()) as commits`.execute(q),
  )
  return { rows: Number(rows[0]?.rows), commits: Number(rows[0]?.commits) }
}
