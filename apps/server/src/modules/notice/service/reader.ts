import { type SystemWarning, systemWarnings } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { groupsReaching } from '../audience.ts'
import type { NoticeCollaborators } from '../collaborators.ts'
import type { Reader } from '../store/notice.ts'

const codes = Object.keys(systemWarnings) as SystemWarning['code'][]

/** What this agent may see, as the store asks for it. */
export async function readerOf(
  tx: Tx,
  { companyId, agentId, permissions }: AgentCaller,
  { groups, versions, now }: Pick<NoticeCollaborators, 'groups'> & Pick<Reader, 'versions' | 'now'>,
): Promise<Reader> {
  return {
    companyId,
    agentId,
    groupIds: groupsReaching(await groups(tx, companyId), agentId),
    warningCodes: codes.filter((code) => permissions.has(systemWarnings[code].audience)),
    versions,
    now,
  }
}
