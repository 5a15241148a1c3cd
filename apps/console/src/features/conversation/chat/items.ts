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

/** Consecutive words of one person, close in time, on one day. */
function belongTogether(clock: Clock, a: ShownMessage | undefined, b: ShownMessage | undefined): boolean {
  if (!a || !b || !speaks(a) || !speaks(b)) return false
  return (
    a.from === b.from &&
    a.senderId === b.senderId &&
    (a.conversationId === b.conversationId || b.conversationId === null) &&
    Date.parse(b.at) - Date.parse(a.at) < pauseMs &&
    dayOf(clock, new Date(a.at)) === dayOf(clock, new Date(b.at))
  )
}

/** Arranges messages, which come in the order they are read in, with everything that stands between them. */
export function itemsOf(clock: Clock, all: readonly ShownMessage[]): ChatItem[] {
  const items: ChatItem[] = []
  const messages = all.filter(isDrawn)
  messages.forEach((message, index) => {
    const before = messages[index - 1]
    const after = messages[index + 1]
    if (before && message.conversationId !== null && before.conversationId !== message.conversationId) {
      items.push({ type: 'start', key: `start-${message.id}`, at: message.at })
    }
    if (!before || dayOf(clock, new Date(before.at)) !== dayOf(clock, new Date(message.at))) {
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
      isFirst: !belongTogether(clock, before, message),
      isLast: !belongTogether(clock, message, after),
    })
  })
  return items
}
