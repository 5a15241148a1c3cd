import type { Block, BlockNotice, SaveBlock } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Db, Tx } from '../../platform/db/index.ts'
import { notFound, Refusal } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { BlocksChanged } from './events.ts'
import { houseNotice } from './notice.ts'
import { parseRange, type Range } from './range.ts'
import * as store from './store.ts'

export interface ShieldParts {
  readonly db: Db
  /** Refuses as if there were no such visitor when he is not this agent's to see. */
  readonly mustSeeVisitor: (agent: AgentCaller, visitorId: string) => Promise<unknown>
  readonly visitorsCalled: (companyId: string, visitorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Ends what he is in the middle of. */
  readonly endConversation: (companyId: string, visitorId: string) => Promise<void>
  readonly now: () => Date
}

/** The fewest bits a range may have: nobody keeps half a country out by a slip. */
const narrowest = { agent: { ipv4: 24, ipv6: 48 }, manager: { ipv4: 16, ipv6: 32 } } as const

const fields = (title: string) => ({ fields: [{ path: 'target.address', code: 'invalid', title }] })

function readRange({ permissions }: AgentCaller, address: string): Range {
  const range = parseRange(address)
  if (!range) {
    const title = 'This is no address and no range of addresses.'
    throw new Refusal('invalid', 'shield.not_an_address', title, fields(title))
  }
  const least = narrowest[permissions.has('shield.manage') ? 'manager' : 'agent'][range.kind]
  if (range.bits < least) {
    const title = `A range has at least /${least}.`
    throw new Refusal('invalid', 'shield.range_too_wide', title, fields(title))
  }
  return range
}

const encode = ({ createdAt, blockId }: store.BlockRow) =>
  Buffer.from(`${createdAt.toISOString()}|${blockId}`).toString('base64url')

function decode(cursor: string | undefined) {
  if (cursor === undefined) return undefined
  const [at = '', blockId = ''] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(blockId)) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.')
  }
  return { createdAt: new Date(at), blockId }
}

/** Who keeps whom out, and for how long. */
export function createShieldService(parts: ShieldParts) {
  const { db, mustSeeVisitor, visitorsCalled, endConversation, now } = parts

  async function present(companyId: string, rows: readonly store.BlockRow[]): Promise<Block[]> {
    const visitorIds = rows.flatMap(({ visitorId }) => visitorId ?? [])
    const names = await visitorsCalled(companyId, visitorIds)
    return rows.map(({ visitorId, address, createdAt, until, ...row }) => ({
      ...row,
      target:
        visitorId === null
          ? { kind: 'address', address: address ?? '' }
          : {
              kind: 'visitor',
              visitorId,
              visitorName: names.get(visitorId) ?? '',
            },
      createdAt: createdAt.toISOString(),
      until: until?.toISOString() ?? null,
    }))
  }

  const changed = (tx: Tx, companyId: string, visitorId: string | null) => {
    const event: BlocksChanged = { type: 'shield.changed', companyId, visitorId }
    tx.announce(event)
  }

  return {
    /** Keeping somebody out who is kept out already gives the block its new time and reason. */
    async block(agent: AgentCaller, { target, minutes, reason }: SaveBlock): Promise<Block> {
      const { companyId, agentId } = agent
      const visitorId = target.kind === 'visitor' ? target.visitorId : null
      const address = target.kind === 'address' ? readRange(agent, target.address).text : null
      if (visitorId !== null) {
        await mustSeeVisitor(agent, visitorId)
      }
      const createdAt = now()
      const until = minutes === null ? null : new Date(createdAt.getTime() + minutes * 60_000)
      const row = { blockId: uuidv7(), visitorId, address, reason, agentId, createdAt, until }
      const saved = await db.company(companyId, async (tx) => {
        const block = await store.saveBlock(tx, companyId, row)
        changed(tx, companyId, visitorId)
        return block
      })
      // Whoever is connected is put out at the door; he may also just be waiting in the queue.
      if (visitorId !== null) await endConversation(companyId, visitorId)
      const [block] = await present(companyId, [saved])
      if (!block) throw new Error('A block that was saved cannot be shown.')
      return block
    },

    async list(companyId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
      const before = decode(cursor)
      const rows = await db.company(companyId, (tx) => store.findBlocks(tx, companyId, { before, limit: limit + 1 }))
      const page = rows.slice(0, limit)
      const last = page.at(-1)
      return { items: await present(companyId, page), next: rows.length > limit && last ? encode(last) : null }
    },

    unblock: (companyId: string, blockId: string): Promise<void> =>
      db.company(companyId, async (tx) => {
        const removed = await store.removeBlock(tx, companyId, blockId)
        if (!removed) throw notFound('block')
        changed(tx, companyId, removed.visitorId)
      }),

    notice: (companyId: string): Promise<BlockNotice> =>
      db.company(companyId, async (tx) => (await store.blockNotice.find(tx, companyId)) ?? houseNotice),

    saveNotice: (companyId: string, notice: BlockNotice): Promise<BlockNotice> =>
      db.company(companyId, async (tx) => {
        await store.blockNotice.save(tx, companyId, notice)
        changed(tx, companyId, null)
        return notice
      }),

    forgetExpired: (): Promise<void> => db.all(store.forgetExpired),
  }
}
export type ShieldService = ReturnType<typeof createShieldService>
