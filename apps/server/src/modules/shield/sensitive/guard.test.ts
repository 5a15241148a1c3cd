import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { expect, it, vi } from 'vitest'
import type { MemoryParts } from '../../../platform/company-memory/index.ts'
import { createEvents } from '../../../platform/events/index.ts'
import { createLog } from '../../../platform/log/index.ts'
import { testDatabase } from '../../../testing/database.ts'
import type { SensitiveChanged } from './events.ts'
import { createSensitiveGuard } from './guard.ts'
import { insertWords } from './store/word.ts'

/** Nodes on one database and one bus, each with a memory of its own, and one clock. */
async function createNodes(count: number) {
  const database = await testDatabase()
  const { db } = database
  const companyId = uuidv7()
  await db.company(companyId, ({ q }) =>
    sql`insert into company (company_id, code, name) values (${companyId}, 'yunzhou', '云舟')`.execute(q),
  )
  const heard: ((payload: string) => void)[] = []
  let isCut = false
  const clock = { at: 0 }
  const nodes = Array.from({ length: count }, (_, index) => {
    const bus: MemoryParts['bus'] = {
      onGap: () => () => undefined,
      publish: (_subject, payload) => {
        if (!isCut) for (const [other, hear] of heard.entries()) if (other !== index) hear(payload)
      },
      subscribe: (_subject, handler) => {
        heard.push(handler)
        return () => undefined
      },
    }
    const events = createEvents({ log: createLog('silent') })
    return { events, guard: createSensitiveGuard({ db, bus, events, now: () => clock.at }) }
  })
  return {
    companyId,
    clock,
    cutBus: () => {
      isCut = true
    },
    node: (index: number) => {
      const node = nodes[index]
      if (!node) throw new Error(`There is no node ${index}.`)
      return node
    },
    /** As the settings of that node do it. */
    async list(index: number, word: string) {
      await db.company(companyId, (tx) =>
        insertWords(tx, companyId, [
          { wordId: uuidv7(), side: 'visitor', word, plain: word, action: 'mask', isOn: true },
        ]),
      )
      const event: SensitiveChanged = { type: 'sensitive.changed', companyId }
      nodes[index]?.events.publish([event])
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

it('A11 a word that is listed on one node is looked for on all of them at once', async () => {
  await using world = await createNodes(2)
  const { companyId } = world
  const finds = async (index: number) => (await world.node(index).guard.of(companyId)).visitor?.finds('混蛋') ?? false
  expect([await finds(0), await finds(1)]).toEqual([false, false])
  await world.list(0, '混蛋')
  expect([await finds(0), await finds(1)]).toEqual([true, true])
})

it('A11 a node that did not hear of it looks again after a while, and answers from memory meanwhile', async () => {
  await using world = await createNodes(2)
  const { companyId, clock } = world
  const { guard } = world.node(1)
  await guard.of(companyId)
  world.cutBus()
  await world.list(0, '混蛋')
  const finds = () => guard.atOnce(companyId)?.visitor?.finds('混蛋') ?? false
  clock.at = 29_000
  expect(finds()).toBe(false)
  clock.at = 31_000
  // Nobody waits for it.
  expect(finds()).toBe(false)
  await vi.waitFor(() => expect(finds()).toBe(true))
})
