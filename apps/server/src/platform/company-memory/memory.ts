import type { Bus } from '../bus/index.ts'
import type { Events } from '../events/index.ts'

export interface MemoryParts {
  readonly bus: Pick<Bus, 'publish' | 'subscribe' | 'onGap'>
  readonly events: Pick<Events, 'on'>
  readonly now?: () => number
}

export interface CompanyMemory<Value> extends Disposable {
  /** Without waiting; undefined: this node has to read it first. */
  atOnce(companyId: string): Value | undefined
  of(companyId: string): Promise<Value>
  /** Heard on every node that a change reaches, after what was remembered there is gone. */
  onChanged(listener: (companyId: string) => void): () => void
}

interface Entry<Value> {
  /** Null until it was read once: what is read may be undefined. */
  read: { readonly value: Value } | null
  reading: Promise<Value> | null
  /** When what is remembered was asked of the database. */
  readAt: number
}

/** A node that did not hear of a change looks again after this. */
const freshMs = 30_000
/** Until then an old one is good enough for who asks meanwhile; beyond, nobody has asked for long, and who does waits. */
const oldMs = 2 * freshMs
const maxCompanies = 5_000

/**
 * What a company has laid down, in this node's memory, because it is asked for all the time and changed a few times a day. A
 * change on any node, told by a domain event of the name `changed`, drops it on all of them. It is read by one at a time for
 * all who wait; where an old one cannot be read anew, the old one holds.
 */
export function createCompanyMemory<Value>({
  bus,
  events,
  changed,
  load,
  now = Date.now,
}: MemoryParts & {
  readonly changed: `${string}.${string}`
  readonly load: (companyId: string) => Promise<Value>
}): CompanyMemory<Value> {
  const entries = new Map<string, Entry<Value>>()
  const listeners = new Set<(companyId: string) => void>()

  function remember(companyId: string): Entry<Value> {
    const [oldest] = entries.keys()
    if (entries.size >= maxCompanies && oldest !== undefined) entries.delete(oldest)
    const entry: Entry<Value> = { read: null, reading: null, readAt: 0 }
    entries.set(companyId, entry)
    return entry
  }

  function readAnew(companyId: string, entry: Entry<Value>): Promise<Value> {
    entry.reading ??= (async () => {
      const at = now()
      try {
        const value = await load(companyId)
        entry.read = { value }
        entry.readAt = at
        return value
      } catch (cause) {
        if (entry.read === null) {
          if (entries.get(companyId) === entry) entries.delete(companyId)
          throw cause
        }
        // Whoever asks after a while tries again.
        entry.readAt = at
        return entry.read.value
      } finally {
        entry.reading = null
      }
    })()
    return entry.reading
  }

  /** What is good enough for who does not wait. */
  function usable(companyId: string, entry: Entry<Value>): Entry<Value>['read'] {
    if (!entry.read) return null
    const age = now() - entry.readAt
    if (age < freshMs) return entry.read
    // Behind the back of who asks; it does not fail where there is an old one.
    void readAnew(companyId, entry)
    return age < oldMs ? entry.read : null
  }

  const forget = (companyId: string) => {
    entries.delete(companyId)
    for (const listener of listeners) listener(companyId)
  }
  const stops = [
    events.on(changed, ({ companyId }) => {
      forget(companyId)
      bus.publish(changed, companyId)
    }),
    bus.subscribe(changed, forget),
    bus.onGap(() => entries.clear()),
  ]

  return {
    atOnce(companyId) {
      const entry = entries.get(companyId)
      return entry && usable(companyId, entry)?.value
    },
    async of(companyId) {
      const entry = entries.get(companyId)
      const read = entry && usable(companyId, entry)
      return read ? read.value : readAnew(companyId, entry ?? remember(companyId))
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
    },
  }
}
