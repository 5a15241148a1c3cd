import type { Tx } from '../../../platform/db/index.ts'
import { announce } from '../events.ts'
import type { StateOfAgent } from '../store/presence.ts'
import { recordState } from '../store/state.ts'
import { effectiveState } from '../view.ts'

/** Somebody's effective state is another one: written down for whoever counts hours, and told. */
export async function changeState(tx: Tx, agent: StateOfAgent, at?: Date): Promise<void> {
  const { companyId, agentId } = agent
  const state = effectiveState(agent)
  await recordState(tx, companyId, { agentId, state, at })
  announce(tx, { type: 'agent.state_changed', companyId, agentId, state })
}
