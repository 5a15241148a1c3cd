import type { Conversation } from '@youwen/contract'

type Inbox = ReadonlyMap<string, Conversation>

/** Words to watch for that were said meanwhile in conversations that are this agent's, or in which he takes part. */
export function watchedSince(
  before: Inbox,
  after: Inbox,
  agentId: string,
): { readonly conversation: Conversation; readonly words: readonly string[] }[] {
  const news: { conversation: Conversation; words: readonly string[] }[] = []
  for (const [id, conversation] of after) {
    const earlier = before.get(id)
    if (conversation.sensitive.length === 0 || conversation === earlier) continue
    if (conversation.agentId !== agentId && !conversation.joinedAgentIds.includes(agentId)) continue
    const known = new Set(earlier?.sensitive.flatMap(({ word, watched }) => (watched === null ? [] : [word])))
    const words = new Set(
      conversation.sensitive.flatMap(({ word, watched }) => (watched === null || known.has(word) ? [] : [word])),
    )
    if (words.size > 0) news.push({ conversation, words: [...words] })
  }
  return news
}
