import type { BlockNotice } from '@youwen/contract'
import { createCompanyMemory, type MemoryParts } from '../../platform/company-memory/index.ts'
import type { Db } from '../../platform/db/index.ts'
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

const endOf = ({ until }: store.BlockRow) => until?.getTime() ?? Number.POSITIVE_INFINITY

/**
 * The door: answers from this node's memory, because every visitor who comes is asked about. A change on any node is
 * told to all of them; `onChanged` is heard on each.
 */
export function createShieldGuard({ db, ...parts }: MemoryParts & { readonly db: Db }) {
  const { now = Date.now } = parts
  const memory = createCompanyMemory<Kept>({
    ...parts,
    changed: 'shield.changed' satisfies BlocksChanged['type'],
    load: (companyId) =>
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
          notice: (await store.blockNotice.find(tx, companyId)) ?? houseNotice,
        }
      }),
  })

  return {
    /** What somebody who is kept out is to read; undefined for whoever may come in. */
    async check(companyId: string, { visitorId, ip }: Guest): Promise<BlockNotice | undefined> {
      const { visitors, ranges, notice } = await memory.of(companyId)
      const at = now()
      if (visitorId !== null && (visitors.get(visitorId) ?? 0) > at) return notice
      for (const until of ranges.of(ip)) if (until > at) return notice
      return undefined
    },
    onChanged: memory.onChanged,
    [Symbol.dispose]: () => memory[Symbol.dispose](),
  }
}
export type ShieldGuard = ReturnType<typeof createShieldGuard>
