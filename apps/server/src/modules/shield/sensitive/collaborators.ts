import type { Locale } from '@youwen/contract'
import type { Db } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { Sheets } from '../../../platform/sheet/index.ts'
import type { SensitiveRules } from './rules.ts'

/** What the settings of sensitive words, and who reviews where they were said, need of others; `app.ts` hands it over. */
export interface SensitiveParts {
  readonly db: Db
  readonly rules: Pick<SensitiveRules, 'lists'>
  readonly sheets: Sheets
  readonly sheetFiles: {
    read(companyId: string, agentId: string, fileId: string): Promise<{ readonly bytes: Buffer }>
    keep(
      companyId: string,
      agentId: string,
      sheet: { readonly name: string; readonly contentType: string; readonly bytes: Buffer },
    ): Promise<string>
  }
  readonly localeOf: (companyId: string) => Promise<Locale>
  readonly now: () => Date
  /** Which of these conversations the agent may see, and whether there is nothing that he may not. */
  readonly visibleAmong: (
    agent: AgentCaller,
    conversationIds: readonly string[],
  ) => Promise<{ readonly ids: ReadonlySet<string>; readonly isAll: boolean }>
  readonly visitorsCalled: (companyId: string, visitorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
}
