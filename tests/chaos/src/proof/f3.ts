import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { outcomeOf, type Proof } from '../proof.ts'
import { startCluster } from '../rig/cluster.ts'
import { startTalk, type Talk } from '../rig/talk.ts'
import { startTcpProxy } from '../rig/tcp-proxy.ts'

/** How PostgreSQL is told to go: fast, at once, and not at all. */
const ends = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const
const healLimitMs = 10_000

export const f3: Proof = {
  id: 'F3',
  what: 'PostgreSQL restarted fast, at once and by kill -9, and away for a while, under load',
  async run({ seconds, scale }) {
    await using wires = new AsyncDisposableStack()
    const target = { port: 0 }
    const proxy = wires.use(await startTcpProxy(() => target))
    await using cluster = await startCluster({
      agents: Math.ceil(10 * scale),
      databaseUrl: ({ url }) => {
        const through = new URL(url)
        target.port = Number(through.port)
        through.port = String(proxy.port)
        return through.href
      },
    })
    using talk = startTalk({ cluster, visitors: Math.ceil(60 * scale) })
    await talk.connected()
    await talk.begun()
    talk.keepTalking(100 * scale)

    const failures: string[] = []
    const notes: string[] = []
    for (const signal of ends) {
      await pause((seconds / 8) * 1_000)
      process.kill(postmasterOf(cluster.database.dataDir), signal)
      notes.push(`${signal}: acknowledged again after ${await nextAck(talk, failures)} ms`)
    }

    await pause((seconds / 8) * 1_000)
    proxy.setOpen(false)
    // What was committed a moment before may still be on its way to its sender.
    await pause(500)
    const before = talk.acks.length
    await pause((seconds / 4) * 1_000)
    const meanwhile = talk.acks.length - before
    if (meanwhile > 0) failures.push(`${meanwhile} messages were acknowledged while the database was away.`)
    const readiness = await Promise.all(cluster.urls.map(async (url) => (await fetch(`${url}/readyz`)).status))
    if (readiness.some((status) => status === 200)) failures.push(`Nodes without a database call themselves ready.`)
    proxy.setOpen(true)
    notes.push(`${seconds / 4} s away: acknowledged again after ${await nextAck(talk, failures)} ms`)

    await pause(1_000)
    talk.fallSilent()
    if (cluster.deaths > 0) failures.push(`${cluster.deaths} nodes did not survive.`)
    return outcomeOf(await talk.verdict(), { kills: ends.length, failures, notes })
  },
}

const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0])

/** How long it takes from now until a message is acknowledged that was sent from now on. */
async function nextAck({ acks, attempts }: Talk, failures: string[]): Promise<number> {
  const startedAt = performance.now()
  const sent = attempts.length
  const isAcked = () => {
    const later = new Set(attempts.slice(sent).map(({ id }) => id))
    return acks.slice(-50).some(({ id }) => later.has(id))
  }
  while (!isAcked()) {
    if (performance.now() - startedAt > healLimitMs) {
      failures.push(`Nothing was acknowledged for ${healLimitMs} ms after the database was back.`)
      break
    }
    await pause(20)
  }
  return Math.round(performance.now() - startedAt)
}
