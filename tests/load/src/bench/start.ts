import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../../../../apps/server/src/platform/db/index.ts'
import { startServer } from '../rig/server.ts'
import { type Bench, rowOf } from '../row.ts'

const runs = 3
const budgetMs = 3_000

export const start: Bench = {
  name: 'start',
  what: 'from the start of the process to ready, on a database that exists',
  async run() {
    const dataDir = await mkdtemp(join(tmpdir(), 'youwen-start-'))
    const logFile = join(dataDir, 'server.log')
    try {
      const first = await startMs(dataDir, logFile)
      const later: number[] = []
      for (let i = 0; i < runs; i++) later.push(await startMs(dataDir, logFile))
      const bare = (await bareNode()) + (await bareDatabase(dataDir))
      const worst = Math.max(...later)
      return rowOf({
        name: 'start',
        value: worst / 1_000,
        unit: 's',
        ceiling: bare / 1_000,
        budget: '<= 3 s',
        met: worst <= budgetMs,
        notes: [
          `the slowest of ${runs}: ${later.map((ms) => `${(ms / 1_000).toFixed(2)} s`).join(', ')}; the very first start, with initdb and migrations, ${(first / 1_000).toFixed(2)} s`,
          'ceiling: an empty Node program and an embedded PostgreSQL, one after the other',
        ],
      })
    } finally {
      await rm(dataDir, { recursive: true, force: true })
    }
  },
}

async function startMs(dataDir: string, logFile: string): Promise<number> {
  await using server = await startServer({ dataDir, logFile })
  return server.startMs
}

async function bareNode(): Promise<number> {
  const startedAt = performance.now()
  await once(spawn(process.execPath, ['-e', '0']), 'exit')
  return performance.now() - startedAt
}

async function bareDatabase(dataDir: string): Promise<number> {
  const startedAt = performance.now()
  const database = await startEmbedded({ dataDir })
  const took = performance.now() - startedAt
  await database[Symbol.asyncDispose]()
  return took
}
