import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { testDatabase } from './testing/database.ts'

/** The server as a process of its own. */
function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
    env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const said = { out: '' }
  const errors = text(child.stderr)
  child.stdout.setEncoding('utf8').on('data', (chunk) => (said.out += chunk))
  return {
    child,
    errors,
    /** What it said until it was ready. */
    ready: async () => {
      await expect.poll(() => said.out, { timeout: 20_000 }).toContain('/docs/api')
      return said.out
    },
    ended: once(child, 'exit').then(([code]) => code as number | null),
  }
}

async function newPlace() {
  const database = await testDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'youwen-main-'))
  onTestFinished(async () => {
    await database[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true, force: true })
  })
  return { DATABASE_URL: database.url, YOUWEN_DATA: folder }
}

test('the first start tells the first login, the second one does not, and both end when asked to', async () => {
  const place = { ...(await newPlace()), YOUWEN_DEMO: '0' }
  const first = start(place)
  const greeting = await first.ready()
  const password = /owner +([a-z0-9-]{17})/.exec(greeting)?.[1]
  const url = /http:\S+?(?=\/docs)/.exec(greeting)?.[0] ?? ''
  const answer = await fetch(`${url}/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ companyCode: 'main', account: 'owner', password }),
  })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toMatchObject({ me: { mustChangePassword: true } })
  first.child.kill('SIGTERM')
  expect(await first.ended).toBe(0)

  const second = start(place)
  expect(await second.ready()).not.toMatch(/password|owner/)
  second.child.kill('SIGINT')
  expect(await second.ended).toBe(0)
})

test('two servers that start at once on an empty database both come up, and one of them makes the company', async () => {
  const place = { ...(await newPlace()), YOUWEN_DEMO: '0' }
  const servers = [start(place), start(place)]
  const greetings = await Promise.all(servers.map((server) => server.ready()))
  expect(greetings.filter((greeting) => /owner +[a-z0-9-]{17}/.test(greeting))).toHaveLength(1)
  for (const { child, ended } of servers) {
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
  }
})

test('a setting that is wrong is named, and nothing is started', async () => {
  const { ended, errors } = start({ ...(await newPlace()), PORT: 'eighty' })
  expect(await ended).toBe(1)
  expect(await errors).toMatch(/PORT/)
})
