import type { Conversation, Message } from '@youwen/contract'
import type { Heard } from './desk-heard.ts'

/**
 * What is known of a conversation that has no row here: a row is put together while people go on talking, so what they say
 * next may come before it, and when a conversation changes hands its row goes and comes again.
 */
export interface Aside {
  /** As it went; null: there was none. */
  readonly row: Conversation | null
  readonly heard: Heard | undefined
  /** What came without a row, as it came. */
  readonly messages: readonly Message[]
}
/** By conversation, the one that was touched last at the end. */
export type AsideOf = ReadonlyMap<string, Aside>

/** Rows follow in an instant: of more than these the oldest are of conversations that went to somebody else. */
const mostConversations = 50
const mostMessages = 50

function put(all: AsideOf, conversationId: string, aside: Aside): AsideOf {
  const next = new Map(all)
  next.delete(conversationId)
  next.set(conversationId, aside)
  const [oldest] = next.keys()
  if (next.size > mostConversations && oldest !== undefined) next.delete(oldest)
  return next
}

export function messageAside(all: AsideOf, message: Message): AsideOf {
  const { conversationId } = message
  const { row = null, heard, messages = [] } = all.get(conversationId) ?? {}
  return put(all, conversationId, { row, heard, messages: [...messages, message].slice(-mostMessages) })
}

export const rowAside = (all: AsideOf, row: Conversation, heard: Heard | undefined): AsideOf =>
  put(all, row.conversationId, { row, heard, messages: [] })
