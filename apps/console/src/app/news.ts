import type { Conversation } from '@youwen/contract'

export interface News {
  readonly kind: 'waiting' | 'received'
  readonly conversation: Conversation
}

type Inbox = ReadonlyMap<string, Conversation>

/**
 * What became of the inbox that is worth a sound: somebody began to queue, or a conversation was given to me, by the robot
 * too. What the robot answers for me is none.
 */
export function newsBetween(before: Inbox, after: Inbox, myId: string | null): News[] {
  const news: News[] = []
  for (const [id, conversation] of after) {
    const earlier = before.get(id)
    if (conversation.status === 'queued' && earlier?.status !== 'queued') news.push({ kind: 'waiting', conversation })
    const isMine = conversation.status === 'open' && conversation.agentId === myId && !conversation.isInCustody
    const isHandedOver = earlier?.isInCustody === true && conversation.handedOver !== null
    if (isMine && (earlier?.agentId !== myId || isHandedOver)) news.push({ kind: 'received', conversation })
  }
  return news
}
