import { describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../testing/database.ts'
import { createNode } from './index.ts'

const log = { warn: () => {} }

const world = async () => {
  const database = await testDatabase()
  const join = () => {
    const node = createNode({ db: database.db, log })
    const released: (readonly string[])[] = []
    node.onDead(async (nodeIds) => void released.push(nodeIds))
    return Object.assign(node, { released })
  }
  return { database, join, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() }
}

const living = async ({ db }: TestDatabase) =>
  (await db.pool.query<{ node_id: string }>('select node_id from node where lease_until > now()')).rows.map(
    ({ node_id }) => node_id,
  )
/** As if the node had not renewed its lease for long: frozen, or killed. */
const expire = ({ db }: TestDatabase, nodeId: string) =>
  db.pool.query(`update node set lease_until = now() - interval '1 second' where node_id = $1`, [nodeId])

describe('a node', () => {
  it('lives while it holds its lease, and what it held is released when it has stopped', async () => {
    await using here = await world()
    await using a = here.join()
    const b = here.join()
    await a.start()
    await b.start()
    expect(new Set(await living(here.database))).toEqual(new Set([a.nodeId, b.nodeId]))
    await a.sweep()
    expect(a.released).toEqual([])
    await b[Symbol.asyncDispose]()
    await a.sweep()
    expect(a.released).toEqual([[b.nodeId]])
    await a.sweep()
    expect(a.released).toHaveLength(1)
  })

  it('is released by one of the others only, when several look at once', async () => {
    await using here = await world()
    await using a = here.join()
    await using b = here.join()
    await using c = here.join()
    await using dead = here.join()
    for (const node of [a, b, c, dead]) await node.start()
    await expire(here.database, dead.nodeId)
    await Promise.all([a.sweep(), b.sweep(), c.sweep()])
    expect([...a.released, ...b.released, ...c.released]).toEqual([[dead.nodeId]])
  })

  it('is not forgotten when releasing failed: it is tried again', async () => {
    await using here = await world()
    await using a = here.join()
    await using dead = here.join()
    await a.start()
    await dead.start()
    let attempts = 0
    a.onDead(async () => {
      if (++attempts === 1) throw new Error('the database is away')
    })
    await expire(here.database, dead.nodeId)
    await expect(a.sweep()).rejects.toThrow('away')
    await a.sweep()
    expect(a.released).toEqual([[dead.nodeId], [dead.nodeId]])
    await a.sweep()
    expect(attempts).toBe(2)
  })

  it('that was taken for dead notices when it is back, and lives again', async () => {
    await using here = await world()
    await using a = here.join()
    await using frozen = here.join()
    let revived = 0
    frozen.onRevived(() => void revived++)
    await a.start()
    await frozen.start()
    await frozen.renew()
    expect(revived).toBe(0)
    await expire(here.database, frozen.nodeId)
    await a.sweep()
    await frozen.renew()
    expect(revived).toBe(1)
    expect(await living(here.database)).toContain(frozen.nodeId)
  })
})
