import type { Readable } from 'node:stream'
import type { PageView, StoredFile } from '@youwen/contract'
import type { MemoryParts } from '../../../platform/company-memory/index.ts'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { Events } from '../../../platform/events/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { Outbound } from '../../../platform/outbound/index.ts'
import type { Sheets } from '../../../platform/sheet/index.ts'

/** What the catalog needs of other modules; `app.ts` hands it over. */
export interface Collaborators {
  /** The one door to a conversation. */
  conversation(
    agent: AgentCaller,
    conversationId: string,
  ): Promise<{ readonly visitorId: string; readonly visitId: string | null; readonly siteId: string }>
  /** Oldest first. */
  pagesOf(companyId: string, visitId: string): Promise<readonly PageView[]>
  samePerson(companyId: string, visitorId: string): Promise<readonly string[]>
  /** What a card says about who he is: his phones, and what stands in one field. */
  identity(
    companyId: string,
    visitorId: string,
    fieldId: string | null,
  ): Promise<{ readonly phones: readonly string[]; readonly value: string | null }>
  cardFieldExists(companyId: string, fieldId: string): Promise<boolean>
  unknownSites(companyId: string, siteIds: readonly string[]): Promise<readonly string[]>
  timeZoneOf(companyId: string): Promise<string>
  phoneOf(text: string): string | undefined
  files: {
    begin(
      agent: AgentCaller,
      file: { readonly name: string; readonly sizeBytes: number; readonly purpose: 'message' },
    ): Promise<{ readonly fileId: string }>
    receive(
      ref: { readonly companyId: string; readonly fileId: string },
      upload: { readonly content: Readable; readonly sizeBytes: number },
    ): Promise<StoredFile>
    makeReusable(
      tx: Tx,
      file: { companyId: string; fileId: string; agentId: string; by: 'uploader' | 'company' },
    ): Promise<void>
    describe(tx: Tx, companyId: string, fileIds: readonly string[]): Promise<ReadonlyMap<string, StoredFile>>
  }
  sheetFiles: { read(companyId: string, agentId: string, fileId: string): Promise<{ bytes: Buffer }> }
}

export interface CatalogParts {
  readonly db: Db
  readonly bus: MemoryParts['bus']
  readonly events: Pick<Events, 'on'>
  readonly outbound: Pick<Outbound, 'send' | 'faultOf'>
  readonly sheets: Pick<Sheets, 'read'>
  /** Keys are kept sealed with it. */
  readonly sealingKey: Buffer
  readonly now: () => Date
  readonly newId: () => string
  readonly collaborators: Collaborators
}
