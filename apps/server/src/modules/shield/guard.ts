import type { BlockNotice } from '@youwen/contract'
import type { Bus } from '../../platform/bus/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { BlocksChanged } from './events.ts'
import { houseNotice } from './notice.ts'
import { createRangeSet, parseRange, type RangeSet } from './range.ts'
import * as store from './store.ts'

/** Who may be kept out: what is known of somebody before anything is looked up. */
export interface Guest {
  /** Null for who has never been here. */
  readonly visitorId: string | null
  readonly ip: string
}

interface Kept {
  /** When each block ends, in milliseconds since 1970. */
  readonly visitors: ReadonlyMap<string, number>
  readonly ranges: RangeSet<number>
  readonly notice: BlockNotice
}

/** For a node that did not hear of a change. */
const cacheMs = 30_000
const maxCompanies = 5_000
const subject = 'shield.changed'

const endOf = ({ until }: store.BlockRow) => until?.getTime() ?? Number.POSITIVE_INFINITY

/**
 * The door: answers from this node's memory, because every visitor who comes is asked about. A change on any node is
 * told to all of them; `onChanged` is heard on each.
 */
export function createShieldGuard({
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
  const remembered = new Map<string, { kept: Promise<Kept>; readAt: number }>()
  const listeners = new Set<(companyId: string) => void>()

  const load = (companyId: string): Promise<Kept> =>
    db.company(companyId, async (tx) => {
      const blocks = await store.findBlocks(tx, companyId, { limit: 100_000 })
      return {
        visitors: new Map(blocks.flatMap((block) => (block.visitorId ? [[block.visitorId, endOf(block)]] : []))),
        ranges: createRangeSet(
          blocks.flatMap((block) => {
            const range = block.address === null ? undefined : parseRange(block.address)
            return range ? [[range, endOf(block)] as const] : []
          }),
        ),
        notice: (await store.findNotice(tx, companyId)) ?? houseNotice,
      }
    })

  function keptOut(companyId: string): Promise<Kept> {
    const known = remembered.get(companyId)
    if (known && now() - known.readAt < cacheMs) return known.kept
    if (remembered.size >= maxCompanies) remembered.clear()
    const entry = { kept: load(companyId), readAt: now() }
    remembered.set(companyId, entry)
    entry.kept.catch(() => {
      if (remembered.get(companyId) === entry) remembered.delete(companyId)
    })
    return entry.kept
  }

  const heard = (companyId: string) => {
    remembered.delete(companyId)
    for (const listener of listeners) listener(companyId)
  }
  const stops = [
    events.on<BlocksChanged>('shield.changed', ({ companyId }) => {
      heard(companyId)
      bus.publish(subject, companyId)
    }),
    bus.subscribe(subject, heard),
  ]

  return {
    /** What somebody who is kept out is to read; undefined for whoever may come in. */
    async check(companyId: string, { visitorId, ip }: Guest): Promise<BlockNotice | undefined> {
      const { visitors, ranges, notice } = await keptOut(companyId)
      const at = now()
      if (visitorId !== null && (visitors.get(visitorId) ?? 0) > at) return notice
      for (const until of ranges.of(ip)) if (until > at) return notice
      return undefined
    },
    onChanged(listener: (companyId: string) => void): () => void {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    [Symbol.dispose]() {
      for (const stop of stops) stop()
    },
  }
}
export type ShieldGuard = ReturnType<typeof createShieldGuard>
