import type { Message } from '@youwen/contract'
import { withoutRecalled } from './recall.ts'

/**
 * One conversation's messages as far as a client has them: a stretch without holes, and what arrived beyond a hole.
 * Values are never changed; every function answers a new one, or the same when nothing changed.
 */
export interface Timeline {
  readonly conversationId: string
  /** Ascending and contiguous. */
  readonly messages: readonly Message[]
  /** The position before the first of `messages`. */
  readonly floor: number
  /** Whether the server has anything before `messages`. */
  readonly hasEarlier: boolean
  /** Ascending, all beyond a hole: not shown until it is filled. */
  readonly ahead: readonly Message[]
  /** The highest position heard of. */
  readonly known: number
}

/** The position of the last message that can be shown; what comes next has the position after it. */
export const endOf = (timeline: Timeline): number => timeline.floor + timeline.messages.length

/** @param floor where the timeline begins when there is no message to tell. */
export function startTimeline(
  conversationId: string,
  messages: readonly Message[],
  hasEarlier: boolean,
  floor = 0,
): Timeline {
  const first = messages[0]
  const start = first ? first.seq - 1 : floor
  return receive({ conversationId, messages: [], floor: start, hasEarlier, ahead: [], known: start }, messages)
}

/** Takes in messages in any order, repeats included. */
export function receive(timeline: Timeline, incoming: readonly Message[]): Timeline {
  const end = endOf(timeline)
  const bySeq = new Map<number, Message>()
  for (const message of timeline.ahead) bySeq.set(message.seq, message)
  for (const message of incoming) if (message.seq > end && !bySeq.has(message.seq)) bySeq.set(message.seq, message)
  if (bySeq.size === timeline.ahead.length) return timeline
  const waiting = Array.from(bySeq.values()).sort((a, b) => a.seq - b.seq)
  let ready = 0
  while (waiting[ready]?.seq === end + ready + 1) ready++
  const messages = ready ? timeline.messages.concat(waiting.slice(0, ready)) : timeline.messages
  return {
    ...timeline,
    messages: withoutRecalled(messages, waiting),
    ahead: withoutRecalled(waiting.slice(ready), waiting),
    known: Math.max(timeline.known, (waiting[waiting.length - 1] as Message).seq),
  }
}

/** Puts an older page in front; what does not reach up to the first message held is ignored. */
export function prepend(timeline: Timeline, messages: readonly Message[], hasEarlier: boolean): Timeline {
  const older = messages.filter((message) => message.seq <= timeline.floor)
  const last = older[older.length - 1]
  if (!last) return messages.length === 0 ? { ...timeline, hasEarlier } : timeline
  if (last.seq !== timeline.floor) return timeline
  return {
    ...timeline,
    messages: older.concat(timeline.messages),
    floor: timeline.floor - older.length,
    hasEarlier,
  }
}

/** Notes that a position exists, without the message itself. */
export const expect = (timeline: Timeline, seq: number): Timeline =>
  seq > timeline.known ? { ...timeline, known: seq } : timeline

/** The range to ask for, both bounds exclusive; null when nothing is missing. */
export function missing(timeline: Timeline): { readonly after: number; readonly before?: number } | null {
  const after = endOf(timeline)
  const beyond = timeline.ahead[0]
  if (beyond) return { after, before: beyond.seq }
  return timeline.known > after ? { after } : null
}
