import type { Conversation } from '@youwen/contract'
import type { ActiveConversation } from './active.ts'
import type { Collaborators } from './collaborators.ts'

const nowhere = { country: '', province: '', city: '', isp: '' }

/** Conversations as the desk's list shows them: with names that other modules know. */
export function createRows({
  visitors,
  siteName,
  styleName,
}: Pick<Collaborators, 'visitors' | 'siteName' | 'styleName'>) {
  async function rowsOf(
    companyId: string,
    conversations: readonly (ActiveConversation & { readonly readSeq?: number })[],
  ): Promise<Conversation[]> {
    if (conversations.length === 0) return []
    const known = await visitors(companyId, [...new Set(conversations.map((one) => one.visitorId))])
    return Promise.all(
      conversations.map(async (one) => {
        const visitor = known.get(one.visitorId)
        return {
          conversationId: one.conversationId,
          visitorId: one.visitorId,
          visitId: one.visitId,
          visitorName: visitor?.name ?? '',
          region: visitor?.region ?? nowhere,
          siteId: one.siteId,
          siteName: await siteName(companyId, one.siteId),
          styleName: await styleName(companyId, one.siteId, one.styleId),
          channel: one.channel,
          terminal: visitor?.terminal ?? 'desktop',
          status: one.status,
          agentId: one.agentId,
          groupId: one.groupId,
          startedAt: one.startedAt.toISOString(),
          closedAt: one.closedAt?.toISOString() ?? null,
          waitingSince: one.waitingSince?.toISOString() ?? null,
          lastSeq: one.lastSeq,
          lastMessage: one.lastMessage && { ...one.lastMessage, at: one.lastMessage.at.toISOString() },
          readSeq: one.readSeq ?? 0,
          visitorReadSeq: one.visitorReadSeq,
          isVisitorOnline: visitor?.isOnline ?? false,
        }
      }),
    )
  }
  return rowsOf
}
export type RowsOf = ReturnType<typeof createRows>
