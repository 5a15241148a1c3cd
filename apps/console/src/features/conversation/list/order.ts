import type { Conversation } from '@youwen/contract'

/** 等待应答 and 自己: each conversation is in one of them only. */
export interface Arranged {
  /** Queued, or mine with an unanswered visitor message; who waits longest comes first. */
  readonly waiting: readonly Conversation[]
  /** Mine and answered; latest word first. */
  readonly mine: readonly Conversation[]
}

/** Since when somebody should have answered; null when nobody has to. */
export const waitsSince = (conversation: Conversation): string | null =>
  conversation.waitingSince ?? (conversation.status === 'queued' ? conversation.startedAt : null)

export const unreadOf = (conversation: Conversation): number => Math.max(0, conversation.lastSeq - conversation.readSeq)

const lastAt = (conversation: Conversation) => conversation.lastMessage?.at ?? conversation.startedAt
// ISO moments in UTC sort as text. Ids break ties, so that rows never swap places by themselves.
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

export function arrange(inbox: Iterable<Conversation>): Arranged {
  const waiting: Conversation[] = []
  const mine: Conversation[] = []
  for (const conversation of inbox) {
    if (conversation.status === 'closed') continue
    if (waitsSince(conversation) === null) mine.push(conversation)
    else waiting.push(conversation)
  }
  waiting.sort(
    (a, b) => compare(waitsSince(a) ?? '', waitsSince(b) ?? '') || compare(a.conversationId, b.conversationId),
  )
  mine.sort((a, b) => compare(lastAt(b), lastAt(a)) || compare(a.conversationId, b.conversationId))
  return { waiting, mine }
}

export type GroupName = keyof Arranged
export type ListItem =
  | { readonly type: 'group'; readonly group: GroupName; readonly count: number; readonly unread: number }
  | { readonly type: 'row'; readonly conversation: Conversation }
  | { readonly type: 'hint'; readonly group: GroupName }

/** The list as it is drawn, line by line. */
export function linesOf(arranged: Arranged, folded: ReadonlySet<GroupName>): ListItem[] {
  const lines: ListItem[] = []
  for (const group of ['waiting', 'mine'] as const) {
    const conversations = arranged[group]
    const unread = conversations.reduce((sum, conversation) => sum + unreadOf(conversation), 0)
    lines.push({ type: 'group', group, count: conversations.length, unread })
    if (folded.has(group)) continue
    if (conversations.length === 0) lines.push({ type: 'hint', group })
    for (const conversation of conversations) lines.push({ type: 'row', conversation })
  }
  return lines
}

/** The neighbour of a conversation in the order of the screen; the first one when none is chosen. */
export function neighbourOf(arranged: Arranged, chosenId: string | undefined, step: 1 | -1): string | undefined {
  const ids = [...arranged.waiting, ...arranged.mine].map((conversation) => conversation.conversationId)
  const at = chosenId === undefined ? -1 : ids.indexOf(chosenId)
  if (at === -1) return step === 1 ? ids[0] : ids.at(-1)
  return ids[at + step]
}
