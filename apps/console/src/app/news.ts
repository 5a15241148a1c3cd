import type { Conversation } from '@youwen/contract'

export interface News {
  readonly kind: 'waiting' | 'received'
  readonly conversation: Conversation
}

type Inbox = ReadonlyMap<string, Conversation>

/** What became of the inbox that is worth a sound: somebody began to queue, or a conversation was given to me. */
export function newsBetween(before: Inbox, after: Inbox, myId: string | null): News[] {
  const news: News[] = []
  for (const [id, conversation] of after) {
    const earlier = before.get(id)
    if (conversation.status === 'queued' && earlier?.status !== 'queued') news.push({ kind: 'waiting', conversation })
    const isMine = conversation.status === 'open' && conversation.agentId === myId
    if (isMine && earlier?.agentId !== myId) news.push({ kind: 'received', conversation })
  }
  return news
}
