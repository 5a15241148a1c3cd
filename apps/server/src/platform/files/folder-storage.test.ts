import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe } from 'vitest'
import { createFolderStorage } from './folder-storage.ts'
import { itIsAStorage } from './storage-rules.ts'

describe('a folder', () => {
  itIsAStorage(async () => {
    const root = await mkdtemp(join(tmpdir(), 'youwen-files-'))
    return {
      storage: createFolderStorage(root),
      keys: async () =>
        (await readdir(root, { recursive: true, withFileTypes: true })).filter((e) => e.isFile()).map((e) => e.name),
      [Symbol.asyncDispose]: () => rm(root, { recursive: true }),
    }
  })
})
