import type { PhraseUse } from '@youwen/contract'
import type { AgentCaller } from '../../../platform/http/index.ts'
import * as store from '../store/uses.ts'
import type { PhraseParts } from './collaborators.ts'

const mostUsed = 100

/** Which phrases an agent uses how often. His client counts, and tells now and then. */
export const createPhraseUses = ({ db, now }: Pick<PhraseParts, 'db' | 'now'>) => ({
  mostUsed: (agent: AgentCaller) => db.company(agent.companyId, (tx) => store.findMostUsed(tx, agent, mostUsed)),

  count: (agent: AgentCaller, uses: readonly PhraseUse[]): Promise<void> =>
    db.company(agent.companyId, (tx) => store.addUses(tx, agent, uses, now())),
})
