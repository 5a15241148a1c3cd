import type { Group, SaveGroup } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import * as agents from '../store/agents.ts'
import * as store from '../store/groups.ts'
import { unknownField } from './authority.ts'

export function createGroupService({ db }: { db: Db }) {
  const getGroup = async (tx: Tx, companyId: string, groupId: string): Promise<Group> => {
    const group = await store.findGroup(tx, companyId, groupId)
    if (!group) throw notFound('group')
    return group
  }

  const checkReferences = async (tx: Tx, companyId: string, { parentId, leaderId, memberIds }: SaveGroup) => {
    const unknown = await store.findUnknown(tx, companyId, {
      agentIds: leaderId ? [leaderId, ...memberIds] : memberIds,
      groupIds: parentId ? [parentId] : [],
    })
    if (parentId && unknown.includes(parentId)) throw unknownField('parentId', 'group')
    if (leaderId && unknown.includes(leaderId)) throw unknownField('leaderId', 'agent')
    const member = memberIds.findIndex((id) => unknown.includes(id))
    if (member >= 0) throw unknownField(`memberIds.${member}`, 'agent')
  }

  /** A group below itself would be a circle that every walk over the tree falls into. */
  const checkNoCircle = async (tx: Tx, companyId: string, groupId: string, parentId: string | null) => {
    const parents = new Map((await store.findGroups(tx, companyId)).map((group) => [group.groupId, group.parentId]))
    for (let above = parentId; above; above = parents.get(above) ?? null) {
      if (above === groupId) throw new Refusal('conflict', 'group.circle', 'A group cannot stand below itself.')
    }
  }

  return {
    list: (companyId: string): Promise<Group[]> => db.company(companyId, (tx) => store.findGroups(tx, companyId)),

    add: (companyId: string, request: SaveGroup): Promise<Group> =>
      db.company(companyId, async (tx) => {
        await agents.lockTeam(tx, companyId)
        await checkReferences(tx, companyId, request)
        const groupId = uuidv7()
        await store.insertGroup(tx, companyId, { ...request, groupId })
        return getGroup(tx, companyId, groupId)
      }),

    save: (companyId: string, request: SaveGroup & { groupId: string }): Promise<Group> =>
      db.company(companyId, async (tx) => {
        await agents.lockTeam(tx, companyId)
        await getGroup(tx, companyId, request.groupId)
        await checkReferences(tx, companyId, request)
        await checkNoCircle(tx, companyId, request.groupId, request.parentId)
        await store.updateGroup(tx, companyId, request)
        return getGroup(tx, companyId, request.groupId)
      }),

    remove: (companyId: string, groupId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        await agents.lockTeam(tx, companyId)
        await store.deleteGroup(tx, companyId, await getGroup(tx, companyId, groupId))
      }),
  }
}
