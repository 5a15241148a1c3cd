import { stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const noteIn = (dataDir: string) => join(dataDir, 'last-backup')

/** A backup is whole; where it was put is not written down. */
export async function noteBackup(dataDir: string, at: Date): Promise<void> {
  // A full disk is no reason to call a backup elsewhere a failure.
  await writeFile(noteIn(dataDir), `${at.toISOString()}\n`).catch(() => undefined)
}

/** When a backup of this data folder was last made, if ever. */
export async function lastBackupOf(dataDir: string): Promise<Date | undefined> {
  return (await stat(noteIn(dataDir)).catch(() => undefined))?.mtime
}
