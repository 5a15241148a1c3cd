import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SystemWarning } from '@youwen/contract'
import { expect, test } from 'vitest'
import { noteBackup } from './platform/backup/last-backup.ts'
import { createSelfChecks, jobWarnings } from './self-checks.ts'

const gigabyte = 1024 ** 3

async function world() {
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-checks-'))
  await mkdir(join(dataDir, 'postgres'))
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '18')
  const going = new Map<string, SystemWarning>()
  const warnings = {
    raise: async (warning: SystemWarning) => void going.set(warning.code, warning),
    clear: async (code: string) => void going.delete(code),
  }
  const state = { freeBytes: 50 * gigabyte, isConnected: true, now: Date.now() }
  const bus = {
    get isConnected() {
      return state.isConnected
    },
  }
  const checks = createSelfChecks({
    config: { dataDir },
    bus,
    warnings,
    now: () => new Date(state.now),
    onTrouble: (error) => {
      throw error
    },
    space: async () => ({ freeBytes: state.freeBytes, totalBytes: 100 * gigabyte }),
  })
  return {
    dataDir,
    state,
    going,
    warnings,
    async codes() {
      await checks.run()
      return [...going.keys()]
    },
    async [Symbol.asyncDispose]() {
      await checks[Symbol.asyncDispose]()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

test('a disk that is nearly full is a warning until there is room again', async () => {
  await using here = await world()
  expect(await here.codes()).toEqual([])
  here.state.freeBytes = 4 * gigabyte
  expect(await here.codes()).toEqual(['disk_low'])
  here.state.freeBytes = 6 * gigabyte
  expect(await here.codes()).toEqual([])
})

test('two weeks without a backup are a warning until one is made', async () => {
  await using here = await world()
  const old = new Date(here.state.now - 15 * 86_400_000)
  await utimes(join(here.dataDir, 'postgres', 'PG_VERSION'), old, old)
  expect(await here.codes()).toEqual(['backup_old'])
  expect(here.going.get('backup_old')?.params).toEqual({ lastAt: null, days: 15 })
  await noteBackup(here.dataDir, new Date())
  expect(await here.codes()).toEqual([])
})

test('a node that is cut off from the others for more than a minute says so', async () => {
  await using here = await world()
  here.state.isConnected = false
  expect(await here.codes()).toEqual([])
  here.state.now += 120_000
  expect(await here.codes()).toEqual(['bus_cut_off'])
  here.state.isConnected = true
  expect(await here.codes()).toEqual([])
})

test('a job that was given up is a warning until one of its kind succeeds', async () => {
  await using here = await world()
  const jobs = jobWarnings({ warnings: here.warnings, onTrouble: () => {} })
  jobs.onDone?.('send-mail')
  jobs.onGivenUp?.('send-mail', 25)
  expect(here.going.get('job_failed')?.params).toEqual({ task: 'send-mail', attempts: 25 })
  jobs.onDone?.('send-mail')
  expect([...here.going.keys()]).toEqual([])
})
