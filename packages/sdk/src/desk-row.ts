import type { Conversation, Message, ToldConversation } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import { maxUnreadSeqs } from '@youwen/contract/limits'
import { countHeard, type Heard, laterOf } from './desk-heard.ts'

/** Of a row that is told. Rows come a few times a second, messages and read marks at once: an older figure undoes no newer one. */
export function newerOf(
  held: Conversation,
  row: ToldConversation,
  readSeq: number,
  heard: Heard | undefined,
): Conversation {
  const behind = countHeard(heard, row.lastSeq, held.lastSeq)
  const told: ToldConversation = {
    ...row,
    ...(held.lastSeq > row.lastSeq && {
      lastSeq: held.lastSeq,
      // An event is told after what was said behind it, and was counted as said until now.
      messageCount: row.messageCount + behind.messages,
      visitorMessageCount: row.visitorMessageCount + behind.visitor,
      agentMessageCount: row.agentMessageCount + behind.agent,
      lastSpokenAt: laterOf(row.lastSpokenAt, held.lastSpokenAt),
      lastMessage: held.lastMessage,
      waitingSince: row.status === 'closed' ? null : held.waitingSince,
      unreadSeqs: held.unreadSeqs,
    }),
    visitorReadSeq: Math.max(row.visitorReadSeq, held.visitorReadSeq),
  }
  return readUpTo(told, Math.max(readSeq, held.readSeq))
}

/** What the server writes into the row a little later, from the message itself: nothing is sent twice for it. */
export function afterMessage(row: Conversation, message: Message, me: string | null): Conversation {
  const { seq, from, senderId, body, at } = message
  // The row was told with this message in it, or with a later one.
  if (seq <= row.lastSeq) return row
  // What a hole leaves out was most likely said as well; events, and what colleagues tell each other, are not counted.
  const isCounted = body.type !== 'event' && from !== 'colleague'
  const messageCount = row.messageCount + seq - row.lastSeq - (isCounted ? 0 : 1)
  if (body.type === 'event') return { ...row, lastSeq: seq, messageCount }
  const isMine = from !== 'visitor' && senderId === me
  // Neither a note answers the visitor, nor the robot where he waits for a person.
  const isNoAnswer = from === 'colleague' || (from === 'robot' && row.status === 'queued')
  const next: Conversation = {
    ...row,
    lastSeq: seq,
    messageCount,
    visitorMessageCount: row.visitorMessageCount + (from === 'visitor' ? 1 : 0),
    agentMessageCount: row.agentMessageCount + (from === 'agent' ? 1 : 0),
    lastSpokenAt: from === 'colleague' ? row.lastSpokenAt : at,
    lastMessage: { from, type: body.type, text: textOf(body).slice(0, 120), at },
    waitingSince: from === 'visitor' ? (row.waitingSince ?? at) : isNoAnswer ? row.waitingSince : null,
    // Who speaks has read what was before.
    visitorReadSeq: from === 'visitor' ? seq : row.visitorReadSeq,
    unreadSeqs: from === 'visitor' ? [...row.unreadSeqs, seq].slice(-maxUnreadSeqs) : row.unreadSeqs,
  }
  return isMine ? readUpTo(next, seq) : next
}

export const readUpTo = (row: ToldConversation, seq: number): Conversation => ({
  ...row,
  readSeq: seq,
  unreadSeqs: row.unreadSeqs.some((unread) => unread <= seq)
    ? row.unreadSeqs.filter((unread) => unread > seq)
    : row.unreadSeqs,
})
