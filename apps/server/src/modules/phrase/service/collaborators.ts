import type { StoredFile } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { SheetFormat, Sheets } from '../../../platform/sheet/index.ts'

/** What phrases need of files; the module `file` answers. */
export interface PhraseFiles {
  /** The file may be sent into any conversation, by its uploader or by every agent. Throws unless the agent may send it. */
  makeReusable(
    tx: Tx,
    file: { companyId: string; fileId: string; agentId: string; by: 'uploader' | 'company' },
  ): Promise<void>
  describe(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<ReadonlyMap<string, StoredFile>>
}

export interface SheetFiles {
  read(companyId: string, agentId: string, fileId: string): Promise<{ bytes: Buffer }>
  keep(companyId: string, agentId: string, sheet: { name: string; contentType: string; bytes: Buffer }): Promise<string>
}

export interface PhraseParts {
  readonly db: Db
  readonly files: PhraseFiles
  readonly sheetFiles: SheetFiles
  readonly sheets: Sheets
  readonly localeOf: (companyId: string) => Promise<'zh-CN' | 'en-US'>
  readonly now: () => Date
}

export type { SheetFormat }
