import type { Locale, RobotSettings, StoredFile } from '@youwen/contract'
import type { MemoryParts } from '../../../platform/company-memory/index.ts'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { Events } from '../../../platform/events/index.ts'
import type { Sheets } from '../../../platform/sheet/index.ts'
import type { Custody } from '../../conversation/index.ts'

/** What the robot needs of files; the module `file` answers. */
export interface RobotFiles {
  /** The file may be sent into any conversation. Throws unless this agent may send it. */
  makeReusable(
    tx: Tx,
    file: { companyId: string; fileId: string; agentId: string; by: 'uploader' | 'company' },
  ): Promise<void>
  describe(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<ReadonlyMap<string, StoredFile>>
  assertAvatar(tx: Tx, companyId: string, fileId: string, agentId: string): Promise<void>
  avatarUrl(companyId: string, fileId: string | null): string | null
}

export interface RobotSheetFiles {
  read(companyId: string, agentId: string, fileId: string): Promise<{ bytes: Buffer }>
  keep(companyId: string, agentId: string, sheet: { name: string; contentType: string; bytes: Buffer }): Promise<string>
}

/** What it takes to know how a company's robot behaves. */
export interface RulesParts {
  readonly db: Db
  readonly bus: MemoryParts['bus']
  readonly events: Pick<Events, 'on'>
  readonly files: Pick<RobotFiles, 'assertAvatar' | 'avatarUrl'>
  readonly localeOf: (companyId: string) => Promise<Locale>
  readonly unknownSites: (companyId: string, siteIds: readonly string[]) => Promise<string[]>
}

export interface RobotParts {
  readonly db: Db
  readonly events: Pick<Events, 'on'>
  readonly rules: { settings(companyId: string): Promise<RobotSettings> }
  readonly files: RobotFiles
  readonly sheetFiles: RobotSheetFiles
  readonly sheets: Sheets
  readonly localeOf: (companyId: string) => Promise<Locale>
  readonly custody: Custody
  /** Which of these answers the question, by its place; undefined when that cannot be told, soon. */
  readonly chooseAnswer: (
    companyId: string,
    question: string,
    known: readonly { readonly title: string; readonly answer: string }[],
  ) => Promise<number | undefined>
  /** In which language the chat of a visitor is. */
  readonly chatLocaleOf: (
    companyId: string,
    of: { readonly styleId: string | null; readonly visitorId: string },
  ) => Promise<Locale>
  readonly now: () => Date
  readonly onTrouble: (error: unknown) => void
}
