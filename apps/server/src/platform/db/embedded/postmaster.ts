import { type ChildProcess, spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { bareEnvironment, clusterPath } from './cluster.ts'
import type { RunAs } from './run-as.ts'

/** A PostgreSQL that serves a cluster, as its own lock file (postmaster.pid) describes it. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** A folder with the Unix socket, or an address. */
  readonly host: string
  readonly isReady: boolean
}

/** Undefined when none runs. A lock file that a crash left behind says nothing. */
export function findPostmaster(folder: string): Postmaster | undefined {
  const lock = readLock(folder)
  return lock && serves(lock.pid, folder) ? lock : undefined
}

function readLock(folder: string): Postmaster | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const [pid, , , port, socketFolder, address, , status] = lines
  if (!pid || !Number.isInteger(Number(pid))) return undefined
  const host = socketFolder?.trim() || address?.trim() || '127.0.0.1'
  return { pid: Number(pid), port: Number(port), host, isReady: status?.trim() === 'ready' }
}

/** Process ids are used again (soon, in containers): on Linux the process must also stand in the cluster's folder. */
function serves(pid: number, folder: string): boolean {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder)
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

export interface Launch {
  readonly folder: string
  readonly binaries: Binaries
  readonly runAs: RunAs | undefined
  readonly logFile: string
  /** Listen on 127.0.0.1 at this port, beside the socket. Needed where there are no Unix sockets. */
  readonly port: number | undefined
  /** Off only for tests: a power cut would then lose data. */
  readonly isDurable: boolean
  /** Where the socket was before a crash, so that addresses given out stay right. */
  readonly socketFolder: string | undefined
}

export const usesSockets = process.platform !== 'win32'
/** Only part of the socket's file name. */
const socketPort = 5432

/** Starts PostgreSQL as a process of its own, which outlives us if we crash. It is not ready yet on return. */
export function launchPostmaster(launch: Launch): ChildProcess {
  const { folder, runAs } = launch
  removeForeignLock(folder)
  const socketFolder = usesSockets ? makeSocketFolder(launch.socketFolder ?? readLock(folder)?.host, runAs) : ''
  const listening = usesSockets
    ? {
        listen_addresses: launch.port ? '127.0.0.1' : '',
        port: launch.port ?? socketPort,
        unix_socket_directories: socketFolder,
        unix_socket_permissions: '0700',
      }
    : { listen_addresses: '127.0.0.1', port: launch.port ?? socketPort, unix_socket_directories: '' }
  const settings: Record<string, string | number> = { ...listening, ...tuning(), ...(launch.isDurable ? {} : careless) }
  if (existsSync(launch.logFile) && statSync(launch.logFile).size > maxLogBytes) rmSync(launch.logFile)
  const log = openSync(launch.logFile, 'a', 0o600)
  try {
    const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
    const child = spawn(launch.binaries.postgres, ['-D', clusterPath(folder), ...args], {
      ...{ cwd: folder, ...runAs, env: bareEnvironment, stdio: ['ignore', log, log] },
      detached: true, // Ctrl-C in a terminal is for us; we stop PostgreSQL after our last transaction
      windowsHide: true,
    })
    child.on('error', () => {}) // seen by the caller as a PostgreSQL that does not come up
    child.on('exit', () => removeEmpty(socketFolder))
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

const maxLogBytes = 10 * 1024 * 1024

function tuning() {
  const megabytes = Math.round(totalmem() / 1024 / 1024)
  return {
    shared_buffers: `${Math.min(1024, Math.max(128, Math.round(megabytes / 16)))}MB`,
    max_connections: 100,
    synchronous_commit: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    random_page_cost: 1.1,
    jit: 'off', // our queries are short; compiling them costs more than running them
    timezone: 'UTC',
    log_timezone: 'UTC',
    // No statement text and no row values in the log: they are what people wrote.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
  }
}

/** Survives a crash of PostgreSQL, not of the machine. */
const careless = { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' }

/** PostgreSQL takes any living process for the owner of the lock, so a lock whose process is somebody else goes. */
function removeForeignLock(folder: string): void {
  const lock = readLock(folder)
  if (lock && process.platform === 'linux' && isAlive(lock.pid) && !serves(lock.pid, folder)) {
    rmSync(join(folder, 'postmaster.pid'), { force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** In the system's folder for temporary files: a socket's path may have no more than about 100 bytes. */
function makeSocketFolder(previous: string | undefined, runAs: RunAs | undefined): string {
  const uid = runAs?.uid ?? process.getuid?.()
  if (previous?.startsWith('/')) {
    if (!existsSync(previous)) mkdirSync(previous, { mode: 0o700 })
    else if (isPrivate(previous, uid)) return previous
    else return makeSocketFolder(undefined, runAs)
    if (runAs) chownSync(previous, runAs.uid, runAs.gid)
    return previous
  }
  const folder = mkdtempSync(join(tmpdir(), 'youwen-'))
  if (runAs) chownSync(folder, runAs.uid, runAs.gid)
  return folder
}

function isPrivate(path: string, uid: number | undefined): boolean {
  const entry = lstatSync(path)
  return entry.isDirectory() && entry.uid === uid && (entry.mode & 0o077) === 0
}

/** PostgreSQL takes its socket away when it ends well; what a crash leaves is used again by the next one. */
function removeEmpty(socketFolder: string): void {
  if (!socketFolder.startsWith('/')) return
  try {
    rmdirSync(socketFolder)
  } catch {
    // Not empty, or gone already.
  }
}

/** Ends every connection, writes everything to disk and exits. */
export async function stopPostmaster(folder: string, binaries: Binaries): Promise<void> {
  const postmaster = findPostmaster(folder)
  if (!postmaster) return
  if (process.platform === 'win32') {
    spawn(binaries.pgCtl, ['stop', '-D', folder, '-m', 'fast', '-W'], { stdio: 'ignore' })
  } else {
    process.kill(postmaster.pid, 'SIGINT')
  }
  while (findPostmaster(folder)?.pid === postmaster.pid) await delay(20)
  removeEmpty(postmaster.host)
}
