// Starting other programs from our scripts.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** The Node of the lockfile, whatever version the machine has. */
export const pinnedNode = join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')

/** PATH with the project's own programs first. (/usr/sbin: Debian's nats-server, which users do not have in theirs.) */
export const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH, '/usr/sbin'].join(delimiter),
}

/** The options of `node` that read `.env`, if there is one. */
export const envFile = () => (existsSync(join(root, '.env')) ? ['--env-file=.env'] : [])

/** Resolves with the exit status; output goes where ours goes unless it is collected. */
export function run(program, args, { cwd = root, env = environment, isCollected = false } = {}) {
  return new Promise((resolve, reject) => {
    const stdio = isCollected ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(program, args, { cwd, env, stdio, shell: process.platform === 'win32' })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({ status: status ?? 1, signal, output }))
  })
}

/** Like `run`, and a failure ends us with what it said. */
export async function must(what, program, args, options = {}) {
  const { status, output } = await run(program, args, options)
  if (status === 0) return
  if (output) process.stderr.write(output)
  throw new Failure(`${what} failed (status ${status}).`)
}

/** Something the person at the keyboard can read; no stack is printed. */
export class Failure extends Error {}

/** Runs a script's main function: failures become one line and exit status 1. */
export async function main(work) {
  try {
    process.exitCode = (await work(process.argv.slice(2))) ?? 0
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error)
    process.exitCode = 1
  }
}

/**
 * Runs a program in the foreground: it ends when we are told to, and we end as it ends. It gets a process group of its
 * own, so that a signal sent to our whole group (Ctrl-C, timeout, service managers) reaches it once, from us: a second
 * one means "at once, whatever is lost".
 */
export async function runInForeground(program, args, env = environment) {
  const isWindows = process.platform === 'win32'
  const child = spawn(program, args, { cwd: root, env, stdio: 'inherit', shell: isWindows, detached: !isWindows })
  const passedAt = new Map()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // npm passes on what the terminal has sent to us already.
      const isEcho = Date.now() - (passedAt.get(signal) ?? 0) < echoMs
      if (!isEcho) child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
      passedAt.set(signal, Date.now())
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve(status ?? 1))
  })
}

const echoMs = 300
