import type { Conversation, Message } from '@youwen/contract'
import { maxUnreadSeqs } from '@youwen/contract/limits'

/** Who said it to the visitor or for him; null: an event, or a note. */
type Speaker = 'visitor' | 'agent' | 'robot' | null

/** What came since a row was told: its figures are what it was told with, and this. */
export interface Heard {
  /** Everything up to here is counted. */
  readonly upTo: number
  /** By position. An answer to what I said may come before what was said just before it: then there is a hole for a while. */
  readonly since: ReadonlyMap<number, Speaker>
}
/** By conversation. */
export type HeardOf = ReadonlyMap<string, Heard>

/** Of more than these the oldest are taken for counted. */
const most = 300

const speakerOf = ({ from, body }: Message): Speaker =>
  body.type === 'event' || from === 'system' || from === 'colleague' ? null : from

/** Whether it is not counted yet in a row that is so far. */
export const isNews = (heard: Heard | undefined, lastSeq: number, seq: number): boolean =>
  heard ? seq > heard.upTo && !heard.since.has(seq) : seq > lastSeq

export function hear(all: HeardOf, message: Message, lastSeq: number): HeardOf {
  const { conversationId, seq } = message
  const known = all.get(conversationId) ?? { upTo: lastSeq, since: new Map<number, Speaker>() }
  const since = new Map(known.since).set(seq, speakerOf(message))
  let { upTo } = known
  if (since.size > most) {
    upTo = Math.min(...since.keys())
    since.delete(upTo)
  }
  return new Map(all).set(conversationId, { upTo, since })
}

/** A row was told that is behind what came: what it does not count yet stays. */
export function heardBehind({ since }: Heard, lastSeq: number): Heard {
  return { upTo: lastSeq, since: new Map([...since].filter(([seq]) => seq > lastSeq)) }
}

/** What came between two positions, the first one exclusive. What is missing there was most likely said as well, by whomever. */
export function countHeard(heard: Heard | undefined, from: number, to: number) {
  const within = [...(heard?.since ?? [])].filter(([seq]) => seq > from && seq <= to).map(([, speaker]) => speaker)
  const by = (wanted: Speaker) => within.filter((speaker) => speaker === wanted).length
  return { messages: to - from - by(null), visitor: by('visitor'), agent: by('agent') }
}

/** A row's figures once something has come that was jumped over; it was taken for said. */
export function afterLate(row: Conversation, message: Message): Conversation {
  const speaker = speakerOf(message)
  const { lastSpokenAt } = row
  if (speaker === null) return { ...row, messageCount: row.messageCount - 1 }
  return {
    ...(speaker === 'visitor' ? afterLateWords(row, message) : row),
    visitorMessageCount: row.visitorMessageCount + (speaker === 'visitor' ? 1 : 0),
    agentMessageCount: row.agentMessageCount + (speaker === 'agent' ? 1 : 0),
    lastSpokenAt: laterOf(lastSpokenAt, message.at),
  }
}

/** Who speaks has read what was before, waits unless he was answered meanwhile, and is unread as far as nobody read on. */
const afterLateWords = (row: Conversation, { seq, at }: Message): Conversation => ({
  ...row,
  visitorReadSeq: Math.max(row.visitorReadSeq, seq),
  // Only a note leaves him waiting.
  waitingSince: row.waitingSince ?? (row.lastMessage?.from === 'colleague' ? at : null),
  unreadSeqs:
    seq > row.readSeq && !row.unreadSeqs.includes(seq)
      ? [...row.unreadSeqs, seq].sort((a, b) => a - b).slice(-maxUnreadSeqs)
      : row.unreadSeqs,
})

export const laterOf = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other > one) ? other : one
