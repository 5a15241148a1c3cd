import type { Agent, AgentState, ChosenState } from '@youwen/contract'
import type { Db } from '../../../platform/db/index.ts'
import { notFound } from '../../../platform/errors.ts'
import { announce } from '../events.ts'
import * as store from '../store/agents.ts'
import { lockAgent, stateOf } from '../store/presence.ts'
import { effectiveState } from '../view.ts'
import type { Avatars } from './collaborators.ts'
import { changeState } from './state.ts'

export interface SaveProfile {
  readonly nickname: string
  readonly email: string
  readonly phone: string
  /** Null removes the avatar, undefined leaves it. */
  readonly avatarFileId?: string | null | undefined
}

interface Self {
  readonly companyId: string
  readonly agentId: string
}

/** What an agent changes of himself. */
export function createOwnService({
  db,
  avatars,
  agentOf,
}: {
  db: Db
  avatars: Pick<Avatars, 'assertAvatar'>
  agentOf: (companyId: string, agentId: string) => Promise<Agent>
}) {
  return {
    async saveProfile({ companyId, agentId }: Self, request: SaveProfile): Promise<Agent> {
      const { avatarFileId, ...contact } = request
      await db.company(companyId, async (tx) => {
        if (avatarFileId) await avatars.assertAvatar(tx, companyId, avatarFileId, agentId)
        await store.changeAgent(tx, companyId, agentId, {
          ...contact,
          ...(avatarFileId !== undefined && { avatar_file_id: avatarFileId }),
        })
        announce(tx, { type: 'agent.saved', companyId, agentId })
      })
      return agentOf(companyId, agentId)
    },

    /** Chosen before connecting, it holds from then on. */
    setState: ({ companyId, agentId }: Self, state: ChosenState): Promise<AgentState> =>
      db.company(companyId, async (tx) => {
        await lockAgent(tx, companyId, agentId)
        const before = await stateOf(tx, companyId, agentId)
        if (!before) throw notFound('agent')
        await store.changeAgent(tx, companyId, agentId, { chosen_state: state })
        const after = { ...before, chosenState: state }
        if (effectiveState(after) !== effectiveState(before)) await changeState(tx, after)
        return effectiveState(after)
      }),
  }
}
