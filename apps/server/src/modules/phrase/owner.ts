import type { PhraseTree } from '@youwen/contract'
import type { AgentCaller } from '../../platform/http/index.ts'

/** One tree of phrases, and the agent at work on it. Whether he may was decided by the route. */
export interface Owner {
  readonly companyId: string
  readonly tree: PhraseTree
  /** The company's own id for the shared tree. */
  readonly ownerId: string
  readonly agentId: string
}

export const ownerOf = (
  { companyId, agentId }: Pick<AgentCaller, 'companyId' | 'agentId'>,
  tree: PhraseTree,
): Owner => ({
  companyId,
  tree,
  ownerId: tree === 'shared' ? companyId : agentId,
  agentId,
})
