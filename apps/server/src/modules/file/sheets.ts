import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Db } from '../../platform/db/index.ts'
import { notFound } from '../../platform/errors.ts'
import { displayName, type FileStorage } from '../../platform/files/index.ts'
import { keyOf } from './service.ts'
import * as store from './store.ts'

const dayMs = 24 * 60 * 60_000

export interface SheetFilesParts {
  readonly db: Db
  readonly storage: FileStorage
  readonly now: () => Date
}

/** Spreadsheets on their way in (uploaded to be imported) and out (exports), each its agent's own, for a day. */
export function createSheetFiles({ db, storage, now }: SheetFilesParts) {
  return {
    /** The bytes of what this agent uploaded. */
    async read(companyId: string, agentId: string, fileId: string): Promise<{ name: string; bytes: Buffer }> {
      const file = await db.company(companyId, (tx) => store.findFile(tx, { companyId, fileId }))
      const isHis = file?.purpose === 'sheet' && file.status === 'stored' && file.uploadedByAgentId === agentId
      const stored = isHis ? await storage.get(keyOf(file, 'original')) : undefined
      if (!file || !stored) throw notFound('file')
      return { name: file.name, bytes: await buffer(stored.content) }
    },

    /** Keeps an export for who asked for it; the answer is loaded like any file. */
    async keep(companyId: string, agentId: string, sheet: { name: string; contentType: string; bytes: Buffer }) {
      const file = {
        companyId,
        fileId: randomUUID(),
        purpose: 'sheet' as const,
        name: displayName(sheet.name),
        sizeBytes: sheet.bytes.length,
        uploadedByAgentId: agentId,
        visitorId: null,
      }
      await db.company(companyId, (tx) => store.insertFile(tx, file))
      await storage.put(keyOf(file, 'original'), () => Readable.from([sheet.bytes]), file.sizeBytes)
      await db.company(companyId, async (tx) => {
        await store.claimForStoring(tx, file)
        await store.markStored(tx, file, { contentType: sheet.contentType, image: null })
      })
      return file.fileId
    },

    /** Due hourly. */
    async removeOld(): Promise<void> {
      const before = new Date(now().getTime() - dayMs)
      for (const file of await db.all((tx) => store.findSheets(tx, before, 500))) {
        // An upload that turned out to be a picture was drawn like one.
        for (const rendition of ['original', 'preview', 'thumbnail'] as const)
          await storage.delete(keyOf(file, rendition))
        await db.company(file.companyId, (tx) => store.removeFile(tx, file))
      }
    },
  }
}
