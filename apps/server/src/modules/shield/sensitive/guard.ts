import type { SensitiveNotice, SensitiveSide } from '@youwen/contract'
import type { Bus } from '../../../platform/bus/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { Events } from '../../../platform/events/index.ts'
import type { SensitiveChanged } from './events.ts'
import type { Listed } from './judge.ts'
import { createMatcher, type Matcher } from './matcher.ts'
import { houseNotice } from './notice.ts'
import { findNotice } from './store/notice.ts'
import { findAll, type StoredWord } from './store/word.ts'

/** What a company looks for; null: nothing on that side. */
export interface Lists extends Readonly<Record<SensitiveSide, Matcher<Listed> | null>> {
  readonly notice: SensitiveNotice
}

interface Entry {
  readonly reading: Promise<Lists>
  /** Once it was read. */
  lists?: Lists
  readAt: number
}

/** For a node that did not hear of a change. */
const cacheMs = 30_000
const maxCompanies = 5_000
const subject = 'sensitive.changed'

export function matcherOf(words: readonly StoredWord[], side: SensitiveSide): Matcher<Listed> | null {
  const listed = words.filter((one) => one.side === side && one.isOn)
  if (listed.length === 0) return null
  return createMatcher(new Map(listed.map(({ plain, word, action }) => [plain, { word, action }])))
}

/**
 * The lists as messages are held against them: from this node's memory, since every message is. A change on any node is
 * told to all of them.
 */
export function createSensitiveGuard({
  db,
  bus,
  events,
  now = Date.now,
}: {
  db: Db
  bus: Bus
  events: Pick<Events, 'on'>
  now?: () => number
}) {
  const remembered = new Map<string, Entry>()

  const load = (companyId: string): Promise<Lists> =>
    db.company(companyId, async (tx) => {
      const words = await findAll(tx, companyId)
      return {
        visitor: matcherOf(words, 'visitor'),
        agent: matcherOf(words, 'agent'),
        notice: (await findNotice(tx, companyId)) ?? houseNotice,
      }
    })

  function read(companyId: string): Entry {
    if (remembered.size >= maxCompanies) remembered.clear()
    const entry: Entry = { reading: load(companyId), readAt: now() }
    remembered.set(companyId, entry)
    entry.reading.then(
      (lists) => {
        entry.lists = lists
      },
      () => {
        if (remembered.get(companyId) === entry) remembered.delete(companyId)
      },
    )
    return entry
  }

  /** One that has become old is read anew behind the back of who asks. */
  function refresh(companyId: string, old: Entry) {
    old.readAt = now()
    load(companyId).then(
      (lists) => {
        if (remembered.get(companyId) === old) old.lists = lists
      },
      // The next one who asks after a while tries again.
      () => undefined,
    )
  }

  function atOnce(companyId: string): Lists | undefined {
    const entry = remembered.get(companyId)
    if (entry?.lists && now() - entry.readAt >= cacheMs) refresh(companyId, entry)
    return entry?.lists
  }

  const heard = (companyId: string) => void remembered.delete(companyId)
  const stops = [
    events.on<SensitiveChanged>('sensitive.changed', ({ companyId }) => {
      heard(companyId)
      bus.publish(subject, companyId)
    }),
    bus.subscribe(subject, heard),
  ]

  return {
    /** Undefined: this node has to read them first. */
    atOnce,
    async lists(companyId: string): Promise<Lists> {
      return atOnce(companyId) ?? (remembered.get(companyId) ?? read(companyId)).reading
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
    },
  }
}
