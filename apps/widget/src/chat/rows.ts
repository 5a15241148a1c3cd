import type { ShownMessage } from '@youwen/sdk/shown-message'

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'event'; readonly key: string; readonly message: ShownMessage }
  | {
      readonly kind: 'group'
      readonly key: string
      readonly isMine: boolean
      readonly messages: readonly ShownMessage[]
    }

/** A pause that ends a group of bubbles, and calls for a new time. */
const pauseMs = 5 * 60_000

const dayOf = (at: string) => new Date(at).toDateString()

/** What the list shows, from what was said: days, events, and runs of bubbles of one sender. */
export function rowsOf(messages: readonly ShownMessage[]): Row[] {
  const rows: Row[] = []
  let run: ShownMessage[] = []
  let day = ''
  const endRun = () => {
    const first = run[0]
    if (first) rows.push({ kind: 'group', key: first.id, isMine: first.from === 'visitor', messages: run })
    run = []
  }
  for (const message of messages) {
    if (dayOf(message.at) !== day) {
      endRun()
      day = dayOf(message.at)
      rows.push({ kind: 'day', key: `${day} ${message.id}`, at: message.at })
    }
    // What was taken back leaves a quiet line in its place.
    if (message.body.type === 'event' || message.body.type === 'recalled') {
      endRun()
      rows.push({ kind: 'event', key: message.id, message })
      continue
    }
    const last = run[run.length - 1]
    const continues =
      last &&
      last.from === message.from &&
      last.senderId === message.senderId &&
      Date.parse(message.at) - Date.parse(last.at) < pauseMs
    if (!continues) endRun()
    run.push(message)
  }
  endRun()
  return rows
}
