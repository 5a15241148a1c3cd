import { randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { exactSize } from './exact-size.ts'

/** Bytes that have arrived and are not yet trusted, in a file of their own that goes away with this object. */
export interface StagedFile extends AsyncDisposable {
  readonly path: string
  open(): Readable
}

/** Where uploads wait until they were looked at. */
export interface Staging {
  /** Throws `WrongSize` or the stream's own error, and keeps nothing, unless exactly `sizeBytes` bytes come. */
  receive(content: Readable, sizeBytes: number, signal: AbortSignal): Promise<StagedFile>
  /** Removes what crashes left behind. */
  removeOlderThan(moment: Date): Promise<void>
}

export function createStaging(folder: string): Staging {
  return {
    async receive(content, sizeBytes, signal) {
      await mkdir(folder, { recursive: true })
      const path = join(folder, randomUUID())
      try {
        const file = createWriteStream(path, { flags: 'wx', mode: 0o600 })
        await pipeline(content, exactSize(sizeBytes), file, { signal })
      } catch (cause) {
        await rm(path, { force: true })
        throw cause
      }
      return {
        path,
        open: () => createReadStream(path),
        [Symbol.asyncDispose]: () => rm(path, { force: true }),
      }
    },
    async removeOlderThan(moment) {
      for (const name of await readdir(folder).catch(() => [])) {
        const path = join(folder, name)
        const age = await stat(path).catch(() => undefined) // its upload may just have ended
        if (age && age.mtime < moment) await rm(path, { force: true })
      }
    },
  }
}
