import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import type { RunAs } from './run-as.ts'

/** Inside the cluster, so that a cluster and its password cannot be parted. Readable by its owner only. */
const passwordFile = 'youwen.password'

export const clusterUser = 'youwen'

/**
 * How PostgreSQL is told where its data is: by standing in the folder. Started by root it runs as an account that may
 * be unable to *walk* to the folder (a project only root can read), yet it may use the folder it already stands in.
 */
export const clusterPath = (folder: string) => (process.platform === 'linux' ? '/proc/self/cwd' : folder)

export function readPassword(folder: string): string {
  try {
    return readFileSync(join(folder, passwordFile), 'utf8')
  } catch (cause) {
    throw new Error(`The database in ${folder} cannot be read. Does it belong to another account?`, { cause })
  }
}

/**
 * Makes the database cluster if there is none. It is made aside and moved into place whole, so that neither a crash
 * nor a second server starting at the same moment can leave half of one.
 */
export async function ensureCluster(
  folder: string,
  { binaries, runAs, isDurable }: { binaries: Binaries; runAs: RunAs | undefined; isDurable: boolean },
): Promise<void> {
  if (existsSync(folder)) return
  const workshop = mkdtempSync(`${folder}.new-`)
  try {
    const cluster = join(workshop, 'cluster')
    const password = join(workshop, passwordFile)
    mkdirSync(cluster, { mode: 0o700 })
    writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (runAs) for (const path of [workshop, cluster, password]) chownSync(path, runAs.uid, runAs.gid)
    await run(
      binaries.initdb,
      [
        ...['-D', clusterPath(cluster), '-U', clusterUser, `--pwfile=${join('..', passwordFile)}`],
        ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums'],
        ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(isDurable ? [] : ['--no-sync']),
      ],
      { cwd: cluster, runAs },
    )
    renameSync(password, join(cluster, passwordFile))
    renameSync(cluster, folder)
  } catch (error) {
    if (!existsSync(folder)) throw error // else another server was faster, and its cluster is as good
  } finally {
    rmSync(workshop, { recursive: true, force: true })
  }
}

/** What PostgreSQL's programs get to see of our environment: nothing that is secret. */
export const bareEnvironment: NodeJS.ProcessEnv =
  process.platform === 'win32' ? process.env : { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }

async function run(program: string, args: string[], { cwd, runAs }: { cwd: string; runAs: RunAs | undefined }) {
  const child = spawn(program, args, { cwd, ...runAs, env: bareEnvironment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const status = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve))
  if (status !== 0) throw new Error(`Preparing the database failed (status ${status}).\n${output}`)
}
