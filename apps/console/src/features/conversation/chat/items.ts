import type { ConversationEvent } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { type Clock, dayOf } from '../../../platform/time.ts'

/** What the chat draws, from top to bottom. */
export type ChatItem =
  | { readonly type: 'day'; readonly key: string; readonly at: string }
  | { readonly type: 'time'; readonly key: string; readonly at: string }
  /** Another conversation with the same visitor begins here. */
  | { readonly type: 'start'; readonly key: string; readonly at: string }
  | { readonly type: 'recalled'; readonly key: string; readonly message: ShownMessage }
  | { readonly type: 'event'; readonly key: string; readonly message: ShownMessage; readonly event: ConversationEvent }
  | {
      readonly type: 'message'
      readonly key: string
      readonly message: ShownMessage
      /** First and last of a run of one sender: the first shows who it is, the last carries the mark. */
      readonly isFirst: boolean
      readonly isLast: boolean
    }

const pauseMs = 5 * 60_000

const speaks = ({ body }: ShownMessage): boolean => body.type !== 'event' && body.type !== 'recalled'

/** A recall shows where the message was; the moment it happened is nobody's business. */
const isDrawn = ({ body }: ShownMessage) =>
  body.type !== 'event' || (body.event !== 'recalled' && body.event !== 'hidden')

/** Consecutive words of one person, close in time; that it is one day is for the caller to see. */
function belongTogether(a: ShownMessage, b: ShownMessage): boolean {
  if (!speaks(a) || !speaks(b)) return false
  return (
    a.from === b.from &&
    a.senderId === b.senderId &&
    (a.conversationId === b.conversationId || b.conversationId === null) &&
    Date.parse(b.at) - Date.parse(a.at) < pauseMs
  )
}

/** Arranges messages, which come in the order they are read in, with everything that stands between them. */
export function itemsOf(clock: Clock, all: readonly ShownMessage[]): ChatItem[] {
  const items: ChatItem[] = []
  const messages = all.filter(isDrawn)
  // Once for each: asking the calendar is what costs most here.
  const days = messages.map(({ at }) => dayOf(clock, new Date(at)))
  const goesOn = (index: number) => {
    const [a, b] = [messages[index - 1], messages[index]]
    return a !== undefined && b !== undefined && days[index - 1] === days[index] && belongTogether(a, b)
  }
  messages.forEach((message, index) => {
    const before = messages[index - 1]
    if (before && message.conversationId !== null && before.conversationId !== message.conversationId) {
      items.push({ type: 'start', key: `start-${message.id}`, at: message.at })
    }
    if (!before || days[index - 1] !== days[index]) {
      items.push({ type: 'day', key: `day-${message.id}`, at: message.at })
    }
    if (message.body.type === 'event') {
      items.push({ type: 'event', key: message.id, message, event: message.body })
      return
    }
    if (message.body.type === 'recalled') {
      items.push({ type: 'recalled', key: message.id, message })
      return
    }
    if (!before || Date.parse(message.at) - Date.parse(before.at) >= pauseMs) {
      items.push({ type: 'time', key: `time-${message.id}`, at: message.at })
    }
    items.push({
      type: 'message',
      key: message.id,
      message,
      isFirst: !goesOn(index),
      isLast: !goesOn(index + 1),
    })
  })
  return items
}

/** Whether the same is drawn for both: what stands around a message makes a new item of it each time it moves. */
export function isSameItem(a: ChatItem, b: ChatItem): boolean {
  if (a === b) return true
  if (a.type !== b.type || a.key !== b.key) return false
  if (!('message' in a) || !('message' in b)) return true
  if (a.message !== b.message) return false
  return a.type !== 'message' || b.type !== 'message' || (a.isFirst === b.isFirst && a.isLast === b.isLast)
}
