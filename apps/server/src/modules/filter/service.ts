import type { FilterPlace, SavedFilter, SaveFilter } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import * as store from './store/saved.ts'

const maxSaved = 100

const nameTaken = () =>
  new Refusal('conflict', 'filter.name_taken', 'You have a filter of this name already.', {
    fields: [{ path: 'name', code: 'filter.name_taken', title: 'This name is taken.' }],
  })

/** Filters that agents keep under a name. */
export function createFilterService({ db }: { db: Db }) {
  /** His own; what others share is there for him to use, not to change. */
  async function getOwn(
    tx: Tx,
    { companyId, agentId, permissions }: AgentCaller,
    filterId: string,
  ): Promise<SavedFilter> {
    const saved = await store.findSaved(tx, companyId, filterId)
    if (!saved || saved.agentId !== agentId) throw notFound('filter')
    // The whole company uses it: changing it is sharing again.
    if (saved.isShared && !permissions.has('filter.share')) {
      throw new Refusal('forbidden', 'filter.is_shared', 'This filter is shared; your role may not change it.')
    }
    return saved
  }
  async function write(tx: Tx, companyId: string, saved: SavedFilter): Promise<SavedFilter> {
    if (!(await store.writeSaved(tx, companyId, saved))) throw nameTaken()
    return saved
  }

  return {
    saved: ({ companyId, agentId }: AgentCaller, place: FilterPlace): Promise<SavedFilter[]> =>
      db.company(companyId, (tx) => store.offeredTo(tx, companyId, agentId, place)),

    /** Saving under a name again puts the new one in place of the old one. */
    add: (agent: AgentCaller, request: SaveFilter): Promise<SavedFilter> =>
      db.company(agent.companyId, async (tx) => {
        const { companyId, agentId } = agent
        const known = await store.findByName(tx, companyId, agentId, request)
        if (known) return write(tx, companyId, { ...(await getOwn(tx, agent, known)), ...request })
        if ((await store.countOf(tx, companyId, agentId)) >= maxSaved) {
          throw new Refusal('conflict', 'filter.too_many', 'You have as many saved filters as one may have.')
        }
        return write(tx, companyId, { ...request, filterId: uuidv7(), agentId, isShared: false })
      }),

    save: (
      agent: AgentCaller,
      { filterId, ...request }: Omit<SaveFilter, 'place'> & { filterId: string },
    ): Promise<SavedFilter> =>
      db.company(agent.companyId, async (tx) => {
        const saved = await getOwn(tx, agent, filterId)
        return write(tx, agent.companyId, { ...saved, ...request })
      }),

    remove: (agent: AgentCaller, filterId: string): Promise<void> =>
      db.company(agent.companyId, async (tx) => {
        await getOwn(tx, agent, filterId)
        await store.deleteSaved(tx, agent.companyId, filterId)
      }),

    /** One's own is offered to everybody; anybody's is taken back from everybody, and stays with whose it is. */
    share: ({ companyId, agentId }: AgentCaller, filterId: string, isShared: boolean): Promise<SavedFilter> =>
      db.company(companyId, async (tx) => {
        const saved = await store.findSaved(tx, companyId, filterId)
        if (!saved || (saved.agentId !== agentId && !saved.isShared)) throw notFound('filter')
        return write(tx, companyId, { ...saved, isShared })
      }),
  }
}
export type FilterService = ReturnType<typeof createFilterService>
