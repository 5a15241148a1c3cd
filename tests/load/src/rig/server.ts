import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { freePort } from './ports.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))

/** What pages and consoles of a rig give for their origin, whichever node they reach. */
export const publicOrigin = 'http://rig.youwen.test'

export interface ServerOptions {
  readonly dataDir: string
  readonly logFile: string
  /** Left out: the embedded database in `dataDir`. */
  readonly databaseUrl?: string
  readonly natsUrl?: string
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
}

export interface RunningServer extends AsyncDisposable {
  readonly url: string
  readonly port: number
  readonly pid: number
  /** From the start of the process until it said that it is ready. */
  readonly startMs: number
  /** Undefined while it runs. */
  exit(): { readonly code: number | null; readonly signal: string | null } | undefined
  kill(signal: NodeJS.Signals): Promise<void>
}

/** Starts the real server as a process of its own and waits until it is ready. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const port = options.port ?? (await freePort())
  const log = openSync(options.logFile, 'a')
  const startedAt = performance.now()
  const child = spawn(process.execPath, ['apps/server/src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      PUBLIC_URL: publicOrigin,
      YOUWEN_DATA: options.dataDir,
      YOUWEN_SECRET: 'the-same-for-every-node-of-a-rig-and-nowhere-else',
      YOUWEN_DEMO: '0',
      LOG_LEVEL: 'warn',
      ...(options.databaseUrl && { DATABASE_URL: options.databaseUrl }),
      ...(options.natsUrl && { NATS_URL: options.natsUrl }),
      ...options.env,
    },
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const url = `http://127.0.0.1:${port}`
  await isReady(child, url, options.logFile)
  const startMs = performance.now() - startedAt

  const kill = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    url,
    port,
    pid: child.pid as number,
    startMs,
    exit: () =>
      child.exitCode === null && child.signalCode === null
        ? undefined
        : { code: child.exitCode, signal: child.signalCode },
    kill,
    async [Symbol.asyncDispose]() {
      const patience = setTimeout(() => child.kill('SIGKILL'), 15_000)
      await kill('SIGTERM')
      clearTimeout(patience)
    },
  }
}

const startLimitMs = 60_000

async function isReady(child: ChildProcess, url: string, logFile: string): Promise<void> {
  for (const deadline = Date.now() + startLimitMs; Date.now() < deadline; ) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  child.kill('SIGKILL')
  throw new Error(`The server did not become ready:\n${readFileSync(logFile, 'utf8').slice(-4_000)}`)
}
