import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { expect, it } from 'vitest'
import { createBusNetwork } from '../../../platform/bus/index.ts'
import { createDb, type Db } from '../../../platform/db/index.ts'
import { createEvents } from '../../../platform/events/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { testDatabase } from '../../../testing/database.ts'
import { replace } from './store.ts'
import { announceSubscribed, createSubscribedVisitors } from './subscribed.ts'

/** Nodes of one company with two visitors; how often each asks the database is counted. */
async function createNodes(maxKnown?: number) {
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await testDatabase())
  const [companyId, wang, chen] = [uuidv7(), uuidv7(), uuidv7()]
  await database.db.company(companyId, async ({ q }) => {
    await sql`insert into company (company_id, code, name) values (${companyId}, 'yunzhou', '云舟')`.execute(q)
    for (const visitorId of [wang, chen])
      await sql`insert into visitor (company_id, visitor_id, site_id, name)
        values (${companyId}, ${visitorId}, ${uuidv7()}, '')`.execute(q)
  })
  const network = createBusNetwork()
  const nodes = [0, 1].map(() => {
    const events = createEvents({ log: createLog('silent') })
    const db = opened.use(createDb({ url: database.url, poolSize: 2, onCommit: events.publish }))
    const node = { asked: 0 }
    const counted: Pick<Db, 'company'> = {
      company: (...args) => {
        node.asked++
        return db.company(...args)
      },
    }
    const visitors = opened.use(
      createSubscribedVisitors({ db: counted, bus: network.join(), events, ...(maxKnown && { maxKnown }) }),
    )
    return Object.assign(node, { db, mayBeTold: (visitorId: string) => visitors.mayBeTold(companyId, visitorId) })
  })
  const [here, there] = nodes as [(typeof nodes)[0], (typeof nodes)[0]]
  const kept = opened.move()
  return {
    here,
    there,
    wang,
    chen,
    async subscribe(visitorId: string) {
      const record = {
        webpushSubscriptionId: uuidv7(),
        visitorId,
        target: '',
        locale: 'zh-CN',
        createdAt: new Date(),
      } as const
      await here.db.company(companyId, async (tx) => {
        await replace(tx, companyId, record, Buffer.from(visitorId), 5)
        announceSubscribed(tx, companyId)
      })
      await network.settled()
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}

it('answers to visitors who have no browser to be told on do not ask the database, on any node', async () => {
  await using world = await createNodes()
  const { here, there, wang, chen } = world
  for (const node of [here, there]) {
    expect([await node.mayBeTold(wang), await node.mayBeTold(chen), await node.mayBeTold(wang)]).toEqual([
      false,
      false,
      false,
    ])
    expect(node.asked).toBe(1)
  }
  await world.subscribe(wang)
  for (const node of [here, there]) {
    expect([await node.mayBeTold(wang), await node.mayBeTold(chen)]).toEqual([true, false])
    expect(node.asked).toBe(2)
  }
})

it('where too many have one to be remembered, each may', async () => {
  await using world = await createNodes(1)
  const { here, wang, chen } = world
  await world.subscribe(wang)
  expect(await here.mayBeTold(chen)).toBe(false)
  await world.subscribe(chen)
  expect([await here.mayBeTold(wang), await here.mayBeTold(uuidv7())]).toEqual([true, true])
})
