import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))
export const company = 'demo'
export type Account = 'xiaolin' | 'xiaochen' | 'laozhou' | 'owner'

/** A free port; kept by a server that is killed and comes back. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('No port was given.')
  return address.port
}

/**
 * The product as `npm start` runs it: a process of its own on an empty data folder, with the demo company. What it says on
 * its first start is where the passwords of the demo's people are read from, as a person would.
 */
export async function startServer({ env = {} }: { env?: Record<string, string> } = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-e2e-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const passwords = new Map<string, string>()
  const output: string[] = []
  let child: ChildProcess

  async function start(more: Record<string, string> = {}) {
    child = spawn(process.execPath, ['apps/server/src/main.ts'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'] ?? '',
        PORT: String(port),
        HOST: '127.0.0.1',
        PUBLIC_URL: url,
        YOUWEN_DATA: dataDir,
        YOUWEN_DEMO: '1',
        LOG_LEVEL: 'warn',
        ...env,
        ...more,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface(stream).on('line', (line) => void heard(line))
    }
    for (let attempt = 0; attempt < 300; attempt++) {
      if (child.exitCode !== null) break
      const ready = await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
      if (ready) return
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    throw new Error(`The server did not become ready:\n${output.join('\n')}`)
  }

  function heard(line: string) {
    output.push(line)
    const [, account, password] = /^\s+(owner|xiaolin|xiaochen|laozhou)\s+(\S+)/.exec(line) ?? []
    if (account && password) passwords.set(account, password)
  }

  async function end(signal: NodeJS.Signals) {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }

  await start()
  return {
    url,
    output,
    passwordOf(account: Account): string {
      const password = passwords.get(account)
      if (!password) throw new Error(`No password of ${account} was printed:\n${output.join('\n')}`)
      return password
    },
    /** At once, in the middle of whatever it does. */
    kill: () => end('SIGKILL'),
    /** Resolves when it has ended by itself. */
    async dies() {
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
    },
    /** With other settings than before, where some are given. */
    restart: start,
    async [Symbol.asyncDispose]() {
      await end('SIGTERM')
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
export type TestServer = Awaited<ReturnType<typeof startServer>>
