import { startCatalogSimulator } from '@youwen/simulators/catalog'
import { sql } from 'kysely'
import pino from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { expect, test } from 'vitest'
import { createBusNetwork } from '../../platform/bus/index.ts'
import { createDb } from '../../platform/db/index.ts'
import { createEvents } from '../../platform/events/index.ts'
import { createOutbound } from '../../platform/outbound/index.ts'
import { testDatabase } from '../../testing/database.ts'
import { createCompanyCatalogs } from './service/providers.ts'
import { createCatalogSettings } from './service/settings.ts'

/** Two servers of one installation, and a company whose system both ask. */
async function world() {
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await testDatabase())
  const shop = opened.use(await startCatalogSimulator())
  const outbound = opened.use(createOutbound({ ownNetworks: ['127.0.0.0/8'] }))
  const network = createBusNetwork()
  const companyId = uuidv7()
  await database.db.company(companyId, (tx) =>
    sql`insert into company (company_id, code, name) values (${companyId}, 'shop', 'Shop')`.execute(tx.q),
  )
  const createNode = () => {
    const events = createEvents({ log: pino({ level: 'silent' }) })
    const db = opened.use(
      createDb({ url: database.url, poolSize: 2, onCommit: (committed) => events.publish(committed) }),
    )
    const parts = {
      db,
      events,
      outbound,
      bus: opened.use(network.join()),
      sealingKey: Buffer.alloc(32, 1),
      now: () => new Date(),
      newId: uuidv7,
      collaborators: { unknownSites: async () => [], cardFieldExists: async () => false },
    }
    const catalogs = opened.use(createCompanyCatalogs(parts))
    return {
      settings: createCatalogSettings({ ...parts, catalogs }),
      async asks(words: string) {
        const catalog = await catalogs.of(companyId)
        return catalog?.provider.ask('products', { words, limit: 5 })
      },
    }
  }
  const [here, there] = [createNode(), createNode()]
  const save = (pattern: string) =>
    here.settings.save(companyId, {
      source: 'remote',
      providerUrl: shop.url,
      customerFieldId: null,
      rules: [{ siteId: null, pattern }],
    })
  async function addKey() {
    const { keyId, secret } = await here.settings.addKey(companyId)
    shop.secrets.set(keyId, secret)
    return keyId
  }
  await save('/p/{id}.html')
  await addKey()
  await network.settled()
  const kept = opened.move()
  return { companyId, shop, network, here, there, save, addKey, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

test('what a node remembers of a company’s system is over when another one changes its settings (D3.7)', async () => {
  await using shown = await world()
  const { shop, network, here, there } = shown
  for (const node of [here, there, here, there]) expect(await node.asks('沙发')).toMatchObject({ state: 'current' })
  expect(shop.asked).toHaveLength(2)
  await shown.save('/item/{id}')
  await network.settled()
  for (const node of [here, there]) await node.asks('沙发')
  expect(shop.asked).toHaveLength(4)
})

test('a system that rests on one node is asked again there when a key was changed on another one', async () => {
  await using shown = await world()
  const { companyId, shop, network, here, there } = shown
  shop.mood = 'down'
  for (const words of ['a', 'b', 'c', 'd', 'e']) await there.asks(words)
  shop.mood = 'well'
  expect(await there.asks('灯')).toMatchObject({ state: 'failed', trouble: 'resting' })
  await here.settings.removeKey(companyId, await shown.addKey())
  await network.settled()
  expect(await there.asks('灯')).toMatchObject({ state: 'current' })
})
