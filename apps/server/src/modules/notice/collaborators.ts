import type { Group } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'

/** What notices need of other modules; `app.ts` hands it over. */
export interface NoticeCollaborators {
  readonly groups: (tx: Tx, companyId: string) => Promise<readonly Group[]>
  /** Everybody who is not disabled. */
  readonly colleagues: (companyId: string) => Promise<readonly { readonly agentId: string; readonly name: string }[]>
  readonly companyIds: () => Promise<readonly string[]>
  /** Whose people look after the whole installation; undefined while there is nobody. */
  readonly operatorId: () => Promise<string | undefined>
}
