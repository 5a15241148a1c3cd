import { stat, statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { Warnings } from './modules/notice/index.ts'
import { lastBackupOf } from './platform/backup/index.ts'
import type { Bus } from './platform/bus/index.ts'
import type { Config } from './platform/config/index.ts'
import type { JobsOptions } from './platform/jobs/index.ts'

export interface SelfCheckParts {
  readonly config: Pick<Config, 'dataDir' | 'databaseUrl'>
  readonly bus: Pick<Bus, 'isConnected'>
  readonly warnings: Pick<Warnings, 'raise' | 'clear'>
  readonly now: () => Date
  readonly onTrouble: (error: unknown) => void
  /** Free and all bytes where the data is. */
  readonly space?: () => Promise<{ freeBytes: number; totalBytes: number }>
}

const everyMs = 5 * 60_000
const dayMs = 86_400_000
const backupDays = 14
const cutOffMs = 60_000
const gigabyte = 1024 ** 3

/** Little is left: of a small disk a tenth, of a large one 5 GB. */
const isLow = ({ freeBytes, totalBytes }: { freeBytes: number; totalBytes: number }) =>
  freeBytes < Math.min(totalBytes / 10, 5 * gigabyte)

/** What a node knows of its own health and an administrator would want to hear before it is too late. */
export function createSelfChecks(parts: SelfCheckParts) {
  const { config, bus, warnings, now, onTrouble } = parts
  const node = hostname()
  const space =
    parts.space ??
    (async () => {
      const { bavail, blocks, bsize } = await statfs(config.dataDir)
      return { freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    })
  let cutOffSince: number | undefined
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined

  async function checkDisk() {
    const found = await space()
    if (isLow(found)) await warnings.raise({ code: 'disk_low', params: { node, ...found } }, { subject: node })
    else await warnings.clear('disk_low', { subject: node })
  }

  /** Of the embedded database; who brings his own has its own backups. */
  async function checkBackup() {
    if (config.databaseUrl) return
    const lastAt = await lastBackupOf(config.dataDir)
    const since = lastAt ?? (await stat(join(config.dataDir, 'postgres', 'PG_VERSION')).catch(() => undefined))?.mtime
    const days = since ? Math.floor((now().getTime() - since.getTime()) / dayMs) : 0
    if (days >= backupDays) {
      await warnings.raise({ code: 'backup_old', params: { lastAt: lastAt?.toISOString() ?? null, days } })
    } else await warnings.clear('backup_old')
  }

  async function checkBus() {
    const at = now().getTime()
    if (bus.isConnected) {
      cutOffSince = undefined
      return warnings.clear('bus_cut_off', { subject: node })
    }
    cutOffSince ??= at
    const minutes = Math.floor((at - cutOffSince) / 60_000)
    if (at - cutOffSince < cutOffMs) return
    await warnings.raise({ code: 'bus_cut_off', params: { node, minutes } }, { subject: node })
  }

  const run = async () => {
    for (const check of [checkDisk, checkBackup, checkBus]) await check().catch(onTrouble)
  }
  const tick = () => {
    running ??= run().finally(() => {
      running = undefined
    })
    return running
  }

  return {
    run: tick,
    start() {
      void tick()
      timer = setInterval(tick, everyMs)
      timer.unref()
    },
    async [Symbol.asyncDispose]() {
      clearInterval(timer)
      await running
    },
  }
}

/** How long a success is remembered as told, so that not each of them is a query. */
const toldMs = 10 * 60_000

/** A job that was given up is a warning, until one of its kind succeeds. */
export function jobWarnings({
  warnings,
  onTrouble,
}: Pick<SelfCheckParts, 'warnings' | 'onTrouble'>): Pick<JobsOptions, 'onGivenUp' | 'onDone'> {
  const clearedAt = new Map<string, number>()
  return {
    onGivenUp(task, attempts) {
      clearedAt.delete(task)
      warnings.raise({ code: 'job_failed', params: { task, attempts } }, { subject: task }).catch(onTrouble)
    },
    onDone(task) {
      const at = Date.now()
      if (at - (clearedAt.get(task) ?? Number.NEGATIVE_INFINITY) < toldMs) return
      clearedAt.set(task, at)
      warnings.clear('job_failed', { subject: task }).catch(onTrouble)
    },
  }
}
