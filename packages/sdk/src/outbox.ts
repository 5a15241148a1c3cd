import type { MessageBody, SendBody } from '@youwen/contract'
import type { KeyValueStorage } from './storage.ts'

export interface OutboxEntry {
  readonly id: string
  /** Messages of one lane are durable in the order in which they were made; lanes do not wait for each other. */
  readonly lane: string
  readonly body: SendBody
  /** The body as it will look once it is durable. */
  readonly shown: MessageBody
  readonly at: string
  readonly failure?: { readonly code: string; readonly title: string; readonly words?: readonly string[] }
  /** Its writer was warned of words in it, and means it. */
  readonly anyway?: true
}

interface Refusal {
  readonly code: string
  readonly title: string
  readonly retryAfterMs?: number | undefined
  readonly words?: readonly string[] | undefined
}

/** Without an answer for this long the same message is sent again: the id keeps it from being there twice. */
const answerTimeoutMs = 20_000

/**
 * Messages that are not durable yet. Each lies under a key of its own, so that two tabs with one storage never
 * overwrite each other; both may send the same message, and the server keeps it once, by its id.
 *
 * A lane has one message on the way at a time. That is what keeps the order when one is refused for now, and costs a
 * person who types nothing.
 */
export function createOutbox({
  send,
  changed,
  late,
}: {
  /** False when nothing can be sent now; `opened` is called when it can again. */
  send: (entry: OutboxEntry) => boolean
  changed: () => void
  /** An answer takes unusually long: time to ask whether the server is still there. */
  late: () => void
}) {
  let entries: readonly OutboxEntry[] = []
  let storage: KeyValueStorage | null = null
  let prefix = ''
  /** By lane, the message that waits for its answer, or for its time when it was refused for now. */
  const underway = new Map<string, { id: string; timers: ReturnType<typeof setTimeout>[] }>()

  const store = (entry: OutboxEntry) => {
    try {
      storage?.setItem(prefix + entry.id, JSON.stringify(entry))
    } catch {
      // The storage is full or gone: the message is kept as long as the page.
    }
  }
  const unstore = (id: string) => {
    try {
      storage?.removeItem(prefix + id)
    } catch {
      // It is sent once more after a reload, which the server recognises.
    }
  }

  const land = (lane: string) => {
    const flight = underway.get(lane)
    if (flight) for (const timer of flight.timers) clearTimeout(timer)
    underway.delete(lane)
  }

  const flush = () => {
    for (const entry of entries) {
      if (entry.failure || underway.has(entry.lane)) continue
      if (!send(entry)) return
      const again = () => {
        land(entry.lane)
        flush()
      }
      underway.set(entry.lane, {
        id: entry.id,
        timers: [setTimeout(late, answerTimeoutMs / 4), setTimeout(again, answerTimeoutMs)],
      })
    }
  }

  const replace = (id: string, replacement: OutboxEntry | null) => {
    const found = entries.find((entry) => entry.id === id)
    if (!found) return undefined
    entries = replacement
      ? entries.map((entry) => (entry.id === id ? replacement : entry))
      : entries.filter((entry) => entry.id !== id)
    if (underway.get(found.lane)?.id === id) land(found.lane)
    if (replacement) store(replacement)
    else unstore(id)
    changed()
    flush()
    return found
  }

  return {
    get entries() {
      return entries
    },
    /** What is made next must sort after this id. */
    get lastId() {
      return entries[entries.length - 1]?.id
    },
    /** From now on messages survive the page, under this name; what an earlier page left there is taken over. */
    keepIn(place: KeyValueStorage, name: string) {
      storage = place
      prefix = `youwen:outbox:${name}:`
      for (const entry of entries) store(entry)
      const found: OutboxEntry[] = []
      try {
        for (let i = 0; i < place.length; i++) {
          const key = place.key(i)
          if (key?.indexOf(prefix) !== 0) continue
          const entry = parseEntry(place.getItem(key))
          if (entry && !entries.some(({ id }) => id === entry.id)) found.push(entry)
        }
      } catch {
        // A storage that cannot be read has nothing for us.
      }
      if (found.length) {
        entries = found.sort((a, b) => (a.id < b.id ? -1 : 1)).concat(entries)
        changed()
        flush()
      }
    },
    add(entry: OutboxEntry) {
      entries = entries.concat(entry)
      store(entry)
      changed()
      flush()
    },
    /** The message is durable, wherever that was heard. */
    settled: (id: string) => replace(id, null),
    refused(id: string, refusal: Refusal): boolean {
      const entry = entries.find((one) => one.id === id)
      if (!entry) return false
      if (refusal.retryAfterMs === undefined) {
        const { code, title, words } = refusal
        replace(id, { ...entry, failure: words ? { code, title, words } : { code, title } })
      } else if (underway.get(entry.lane)?.id === id) {
        land(entry.lane)
        const again = () => {
          land(entry.lane)
          flush()
        }
        underway.set(entry.lane, { id, timers: [setTimeout(again, refusal.retryAfterMs)] })
      }
      return true
    },
    /** Tries a failed message again, under its own id: the refusal changed nothing. */
    resend(id: string, anyway = false) {
      const entry = entries.find((one) => one.id === id)
      if (!entry?.failure) return
      const { failure: _, ...again } = entry
      replace(id, anyway ? { ...again, anyway: true } : again)
    },
    discard(id: string) {
      if (entries.some((entry) => entry.id === id && entry.failure)) replace(id, null)
    },
    /** A connection is there: everything without an answer is sent (again). */
    opened() {
      for (const lane of Array.from(underway.keys())) land(lane)
      flush()
    },
    /** No answer will come any more. */
    closed() {
      for (const lane of Array.from(underway.keys())) land(lane)
    },
  }
}

export type Outbox = ReturnType<typeof createOutbox>

/** What lies in a storage may be from another version, or from anybody. */
function parseEntry(text: string | null): OutboxEntry | null {
  try {
    const entry = JSON.parse(text ?? '')
    const isEntry = typeof entry.id === 'string' && typeof entry.lane === 'string' && entry.body && entry.shown
    return isEntry ? entry : null
  } catch {
    return null
  }
}
