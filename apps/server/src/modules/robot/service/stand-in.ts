import type { AgentCaller } from '../../../platform/http/index.ts'
import { setStandIn, standsInFor } from '../store/stand-in.ts'
import type { RobotParts } from './collaborators.ts'

/** "I am busy": the robot answers for an agent in all his conversations, and in those he is given meanwhile. */
export const createStandIn = ({ db, custody, now }: Pick<RobotParts, 'db' | 'custody' | 'now'>) => ({
  get: async ({ companyId, agentId }: AgentCaller) => ({
    isOn: await db.company(companyId, (tx) => standsInFor(tx, companyId, agentId)),
  }),

  async set({ companyId, agentId }: AgentCaller, isOn: boolean) {
    await db.company(companyId, (tx) => setStandIn(tx, companyId, agentId, isOn ? now() : null))
    await custody.setAllOf(companyId, agentId, isOn)
    return { isOn }
  },
})
