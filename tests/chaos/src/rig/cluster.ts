import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { furnish, type RigCompany } from '@youwen/load/rig/company'
import { type RigDatabase, startDatabase } from '@youwen/load/rig/database'
import { freePort } from '@youwen/load/rig/ports'
import { type RunningServer, startServer } from '@youwen/load/rig/server'
import { type NatsServer, startNats } from '../../../../apps/server/src/platform/bus/nats-server.testing.ts'

export interface ClusterOptions {
  readonly agents: number
  readonly nodes?: number
  /** What nodes are told beside the usual, by their number and how often they were started before. */
  readonly env?: (node: number, starts: number) => Readonly<Record<string, string>>
  /** Where nodes find the database, and each other, when not directly. */
  readonly databaseUrl?: (database: RigDatabase) => string
  readonly natsUrl?: (nats: NatsServer) => string
}

export interface Cluster extends AsyncDisposable {
  readonly database: RigDatabase
  readonly nats: NatsServer
  readonly company: RigCompany
  /** `http://127.0.0.1:<port>` of each node, whether it runs or not. */
  readonly urls: readonly string[]
  readonly pids: readonly number[]
  /** How often a node ended: by us, or by a failpoint. */
  readonly deaths: number
  /** Ends a node as a power cut does, once it runs. It is started again by itself. */
  kill(node: number): Promise<void>
  /** Resolves when every node runs. */
  whole(): Promise<void>
}

/** How long a node lies dead before it is started again. */
const deadMs = 500

/** Two real servers on one database and one NATS server; who dies is started again. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  await using building = new AsyncDisposableStack()
  const database = building.use(await startDatabase({ port: await freePort() }))
  const nats = building.use(await startNats())
  const company = await furnish(database.db, { agents: options.agents })
  const ports = await Promise.all(Array.from({ length: options.nodes ?? 2 }, freePort))
  const nodes: (RunningServer | undefined)[] = []
  let isOver = false
  const starts = new Map<number, number>()
  let deaths = 0
  /** Why a node could not be started again: then nothing that follows proves anything. */
  let trouble: unknown

  const start = async (node: number) => {
    const before = starts.get(node) ?? 0
    starts.set(node, before + 1)
    const server = await startServer({
      dataDir: database.dataDir,
      logFile: join(database.dataDir, `node-${node}.log`),
      databaseUrl: options.databaseUrl?.(database) ?? database.url,
      natsUrl: options.natsUrl?.(nats) ?? nats.url,
      port: ports[node] as number,
      env: options.env?.(node, before) ?? {},
    })
    nodes[node] = server
    // Stopped while it was starting.
    if (isOver) await server[Symbol.asyncDispose]()
  }

  const tend = async (node: number) => {
    while (!isOver) {
      await pause(50)
      const server = nodes[node]
      if (isOver || (server && !server.exit())) continue
      if (server) deaths++
      nodes[node] = undefined
      await pause(deadMs)
      try {
        if (!isOver) await start(node)
      } catch (error) {
        trouble ??= error
        return
      }
    }
  }

  await Promise.all(ports.map((_, node) => start(node)))
  const tending = ports.map((_, node) => tend(node))
  building.defer(async () => {
    isOver = true
    await Promise.all(tending)
    await Promise.all(nodes.map((server) => server?.[Symbol.asyncDispose]()))
  })
  const built = building.move()

  return {
    database,
    nats,
    company,
    urls: ports.map((port) => `http://127.0.0.1:${port}`),
    get pids() {
      return nodes.flatMap((server) => (server ? [server.pid] : []))
    },
    get deaths() {
      return deaths
    },
    async kill(node) {
      while (!nodes[node] || nodes[node].exit()) {
        if (trouble) throw trouble
        await pause(50)
      }
      await nodes[node].kill('SIGKILL')
    },
    async whole() {
      while (nodes.some((server) => !server || server.exit())) {
        if (trouble) throw trouble
        await pause(50)
      }
    },
    [Symbol.asyncDispose]: () => built.disposeAsync(),
  }
}
