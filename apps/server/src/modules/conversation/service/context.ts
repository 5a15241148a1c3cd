import type { Mention } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors.ts'
import type { Routing } from '../../routing/index.ts'
import type { ActiveConversation, ActiveConversations } from '../active.ts'
import type { AppendPipeline, Committed } from '../append.ts'
import type { Collaborators } from '../collaborators.ts'
import type { Reads } from '../reads.ts'
import type { Rows } from '../rows.ts'
import { loadConversation } from '../store/conversation.ts'
import type { Summaries } from '../summary.ts'

/** What the use cases of this module share. */
export interface Context {
  readonly db: Db
  readonly active: ActiveConversations
  readonly pipeline: AppendPipeline
  readonly routing: Routing
  readonly collaborators: Collaborators
  readonly summaries: Summaries
  readonly reads: Reads
  readonly rows: Rows
  /** Tells everybody of messages that were written outside the pipeline. */
  readonly committed: (batch: readonly Committed[]) => void
  readonly mentioned: (agentIds: readonly string[], mention: Mention) => void
  /**
   * By company, for what holds its routing lock: who waits for the lock holds a connection of the database, and a
   * hundred visitors who come at once would leave none for anybody else.
   */
  readonly inTurn: <T>(companyId: string, work: () => Promise<T>) => Promise<T>
  readonly newId: () => string
}

/** From this node's memory, else from the database. */
export async function getConversation(
  { active, db }: Pick<Context, 'active' | 'db'>,
  companyId: string,
  conversationId: string,
): Promise<ActiveConversation> {
  const known = active.find(conversationId)
  if (known && known.companyId === companyId) return known
  const loaded = await db.company(companyId, (tx: Tx) => loadConversation(tx, companyId, conversationId))
  if (!loaded) throw notFound('conversation')
  return active.remember(loaded)
}
