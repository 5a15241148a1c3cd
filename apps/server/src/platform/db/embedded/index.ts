import type { ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import { clusterUser, ensureCluster, readPassword } from './cluster.ts'
import { findPostmaster, launchPostmaster, type Postmaster, stopPostmaster, usesSockets } from './postmaster.ts'
import { chooseAccount, type RunAs } from './run-as.ts'

export interface EmbeddedOptions {
  /** PostgreSQL's files go to `postgres/` in it. */
  readonly dataDir: string
  /** Also listen on 127.0.0.1 at this port, and give that as the address: for tools that cannot use a socket. */
  readonly port?: number
  /** False only in tests: faster, and a power cut would lose data. */
  readonly isDurable?: boolean
  /** Told when PostgreSQL had to be started again while we run. */
  readonly onRestart?: (reason: Error) => void
}

const databaseName = 'youwen'

/**
 * Starts PostgreSQL on the folder, or joins one that already serves it: a second server of this machine, or what a
 * killed server left behind. While we live we hold a shared lock in it (PostgreSQL drops it when we die, however we
 * die). Whoever leaves and finds no other holder stops it; so the last one stops it, and nobody stops it under others.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<{ url: string } & AsyncDisposable> {
  mkdirSync(options.dataDir, { recursive: true })
  const folder = join(resolve(options.dataDir), 'postgres')
  const runAs = chooseAccount(folder)
  const binaries = findBinaries(runAs)
  await ensureCluster(folder, { binaries, runAs, isDurable: options.isDurable ?? true })
  const keeper = createKeeper({ ...options, folder, runAs, binaries, password: readPassword(folder) })
  await keeper.start()
  return keeper
}

/** Whether somebody's PostgreSQL serves the folder right now. */
export const isEmbeddedRunning = (dataDir: string): boolean =>
  findPostmaster(join(resolve(dataDir), 'postgres')) !== undefined

interface KeeperOptions extends EmbeddedOptions {
  readonly folder: string
  readonly runAs: RunAs | undefined
  readonly binaries: Binaries
  readonly password: string
}

function createKeeper(options: KeeperOptions) {
  const { folder, binaries } = options
  let isStopping = false
  let guard: pg.Client | undefined
  let socketFolder: string | undefined
  let url = ''

  async function start(): Promise<void> {
    const postmaster = await ensureReady()
    if (postmaster.host.startsWith('/')) socketFolder = postmaster.host
    url = addressOf(postmaster, databaseName)
    await createDatabase()
  }

  /** Returns once PostgreSQL accepts connections and we hold our lock in it. */
  async function ensureReady(): Promise<Postmaster> {
    const port = options.port ?? (usesSockets ? undefined : await findFreePort())
    for (let launches = 0; ; ) {
      const postmaster = findPostmaster(folder)
      if (postmaster?.isReady) {
        guard = await takeGuard(postmaster)
        if (guard) return postmaster
      } else if (!postmaster) {
        if (launches++ === maxLaunches) throw new Error(`PostgreSQL does not start:\n${lastLinesOf(logFile)}`)
        const child = launchPostmaster({
          ...{ folder, binaries, port, socketFolder, logFile, runAs: options.runAs },
          isDurable: options.isDurable ?? true,
        })
        await appears(child)
        // It lost against another one, or what a crash left in memory is not cleared away yet.
        if (!findPostmaster(folder)) await delay(100 * launches)
      }
      await delay(pollMs)
    }
  }

  const logFile = join(folder, '..', 'postgres.log')

  /** A launched PostgreSQL takes a moment to write its lock file; one that loses against another never does. */
  async function appears(child: ChildProcess) {
    const end = Date.now() + launchMs
    while (Date.now() < end && child.exitCode === null && !findPostmaster(folder)) await delay(pollMs)
  }

  /** Undefined when PostgreSQL is just going away. */
  async function takeGuard(postmaster: Postmaster): Promise<pg.Client | undefined> {
    const client = new pg.Client({
      connectionString: addressOf(postmaster, 'postgres'),
      application_name: 'youwen guard',
      options: '-c statement_timeout=0 -c idle_session_timeout=0',
    })
    const lost = new Promise<Error>((resolve) => client.on('error', resolve))
    try {
      await client.connect()
      await client.query('select pg_advisory_lock_shared($1)', [guardLock])
    } catch (error) {
      await client.end().catch(() => {})
      if (isLasting(error)) throw error
      return undefined
    }
    void lost.then((reason) => restart(client, reason))
    return client
  }

  async function restart(lostGuard: pg.Client, reason: Error): Promise<void> {
    if (isStopping || guard !== lostGuard) return
    guard = undefined
    options.onRestart?.(reason)
    while (!isStopping) {
      try {
        await ensureReady()
        // Disposal may have begun meanwhile: it has seen no guard, so this one is ours to let go.
        if (isStopping) await leave()
        return
      } catch (error) {
        options.onRestart?.(error as Error)
        await delay(1_000)
      }
    }
  }

  function addressOf({ host, port }: Postmaster, database: string): string {
    const isSocket = host.startsWith('/') && !options.port
    const authority = isSocket ? `${encodeURIComponent(host)}:${port}` : `127.0.0.1:${port}`
    return `postgres://${clusterUser}:${encodeURIComponent(options.password)}@${authority}/${database}`
  }

  async function createDatabase(): Promise<void> {
    try {
      const found = await guard?.query('select from pg_database where datname = $1', [databaseName])
      if (found?.rowCount === 0) await guard?.query(`create database ${databaseName}`)
    } catch (error) {
      if (!['42P04', '23505'].includes(codeOf(error))) throw error // another server was faster
    }
  }

  async function leave(): Promise<void> {
    const leaving = guard
    guard = undefined
    if (!leaving) return
    try {
      await leaving.query('select pg_advisory_unlock_shared($1)', [guardLock])
      const { rows } = await leaving.query<{ alone: boolean }>('select pg_try_advisory_lock($1) as alone', [guardLock])
      if (rows[0]?.alone) await stopPostmaster(folder, binaries)
    } finally {
      await leaving.end().catch(() => {})
    }
  }

  return {
    start,
    get url() {
      return url
    },
    async [Symbol.asyncDispose]() {
      isStopping = true
      await leave()
    },
  }
}

/** Any number; the same in every server. */
const guardLock = 7_268_943
const maxLaunches = 8
const launchMs = 10_000
const pollMs = 20

const codeOf = (error: unknown) => String((error as { code?: unknown } | undefined)?.code ?? '')

/** PostgreSQL answers, and says no. Not: it is just starting or stopping (class 57), or the connection broke. */
function isLasting(error: unknown): boolean {
  const code = codeOf(error)
  return code === 'EACCES' || (error instanceof pg.DatabaseError && !code.startsWith('57'))
}

function lastLinesOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-12).join('\n')
  } catch {
    return ''
  }
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
