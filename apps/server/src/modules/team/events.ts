import type { AgentState } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'

/** What colleagues see of an agent changed, but for the state. */
export interface AgentSaved {
  readonly type: 'agent.saved'
  readonly companyId: string
  readonly agentId: string
}

/** The effective state: what the agent chose while he is connected, else `offline`. */
export interface AgentStateChanged {
  readonly type: 'agent.state_changed'
  readonly companyId: string
  readonly agentId: string
  readonly state: AgentState
}

export type TeamEvent = AgentSaved | AgentStateChanged

export const announce = (tx: Pick<Tx, 'announce'>, event: TeamEvent): void => tx.announce(event)
