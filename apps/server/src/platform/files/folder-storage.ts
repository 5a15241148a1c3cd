import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { exactSize } from './exact-size.ts'
import { assertKey, type FileStorage } from './storage.ts'

/**
 * Objects as files under `root`. A new one is written beside its place, flushed to the disk and renamed, so that a
 * crash or a full disk leaves no half of it under its name. What a crash leaves beside begins with a dot.
 */
export function createFolderStorage(root: string): FileStorage {
  const pathOf = (key: string) => {
    assertKey(key)
    return join(root, key)
  }
  return {
    async put(key, openContent, sizeBytes) {
      const path = pathOf(key)
      const folder = dirname(path)
      await mkdir(folder, { recursive: true })
      const unfinished = join(folder, `.${randomUUID()}`)
      try {
        const file = createWriteStream(unfinished, { flags: 'wx', mode: 0o600, flush: true })
        await pipeline(openContent(), exactSize(sizeBytes), file)
        await rename(unfinished, path)
      } catch (cause) {
        await rm(unfinished, { force: true })
        throw cause
      }
      await flushFolder(folder)
    },
    async get(key, range) {
      const file = await open(pathOf(key)).catch(absent)
      if (!file) return undefined
      try {
        const { size } = await file.stat()
        return { content: file.createReadStream({ ...range }), sizeBytes: size }
      } catch (cause) {
        await file.close()
        throw cause
      }
    },
    async delete(key) {
      await rm(pathOf(key), { force: true })
    },
    [Symbol.dispose]() {},
  }
}

const absent = (cause: NodeJS.ErrnoException): undefined => {
  if (cause.code !== 'ENOENT') throw cause
}

/** A rename survives a power cut only once its folder is flushed too. */
async function flushFolder(path: string) {
  await using folder = await open(path)
  await folder.sync()
}
