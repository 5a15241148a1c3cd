import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { createLog } from '../log/index.ts'
import { createJobs, type Task } from './index.ts'

const silent = createLog('silent')
const companyId = randomUUID()

async function setUp(greet: Task = async () => {}) {
  const stack = new AsyncDisposableStack()
  const database = stack.use(await testDatabase())
  const heard: unknown[] = []
  const tasks = {
    greet: async (payload: unknown) => {
      heard.push(payload)
      await greet(payload)
    },
  }
  const outcomes: string[] = []
  const start = async () =>
    stack.use(
      await createJobs({
        url: database.url,
        tasks,
        log: silent,
        pollIntervalMs: 50,
        onGivenUp: (task, attempts) => void outcomes.push(`${task} given up after ${attempts}`),
        onDone: (task) => void outcomes.push(`${task} done`),
      }),
    )
  const asOwner = async (statement: string) => {
    const client = new pg.Client({ connectionString: database.url })
    await client.connect()
    return client.query(statement).finally(() => client.end())
  }
  return { db: database.db, heard, outcomes, start, asOwner, [Symbol.asyncDispose]: () => stack.disposeAsync() }
}

test('a job put in with a transaction runs once that has committed', async () => {
  await using world = await setUp()
  const jobs = await world.start()
  await world.db.company(companyId, (tx) => jobs.add(tx, 'greet', { name: 'kept' }))
  const failing = world.db.company(companyId, async (tx) => {
    await jobs.add(tx, 'greet', { name: 'rolled back' })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await jobs.add(null, 'greet', { name: 'at once' })
  await expect.poll(() => world.heard).toHaveLength(2)
  expect(world.heard).toEqual(expect.arrayContaining([{ name: 'kept' }, { name: 'at once' }]))
})

test('a job that throws is tried again until it succeeds', async () => {
  let failures = 2
  await using world = await setUp(async () => {
    if (failures-- > 0) throw new Error('not yet')
  })
  const jobs = await world.start()
  await jobs.add(null, 'greet', 1)
  for (const attempts of [1, 2]) {
    await expect.poll(() => world.heard).toHaveLength(attempts)
    // The pause before the next attempt, cut short.
    await expect
      .poll(async () => (await world.asOwner(cutPause)).rowCount, {
        message: 'the failed job waits for its next attempt',
      })
      .toBe(1)
  }
  await expect.poll(() => world.heard).toHaveLength(3)
  await expect.poll(async () => (await world.asOwner('select from graphile_worker.jobs')).rowCount).toBe(0)
})

const cutPause = `update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()`

test('a job that was given up is told, and so is one that succeeded', async () => {
  let failures = 1
  await using world = await setUp(async () => {
    if (failures-- > 0) throw new Error('no')
  })
  const jobs = await world.start()
  await jobs.add(null, 'greet', 1, { maxAttempts: 1 })
  await expect.poll(() => world.outcomes).toEqual(['greet given up after 1'])
  await jobs.add(null, 'greet', 2)
  await expect.poll(() => world.outcomes).toEqual(['greet given up after 1', 'greet done'])
})

test('of several jobs with one key the last one runs', async () => {
  await using world = await setUp()
  const jobs = await world.start()
  const runAt = new Date(Date.now() + 60_000)
  await world.db.company(companyId, async (tx) => {
    for (const n of [1, 2, 3]) await jobs.add(tx, 'greet', n, { key: 'summary', ...(n < 3 && { runAt }) })
  })
  await expect.poll(() => world.heard).toEqual([3])
})

test('two nodes that start at once share the work, and each job runs once', async () => {
  await using world = await setUp()
  const [first, second] = await Promise.all([world.start(), world.start()])
  for (let n = 0; n < 20; n++) await (n % 2 ? first : second).add(null, 'greet', n)
  await expect.poll(() => world.heard.length).toBe(20)
  expect(new Set(world.heard).size).toBe(20)
})

test('disposing waits for the job that is running', async () => {
  let finish = () => {}
  let isDone = false
  await using world = await setUp(async () => {
    await new Promise<void>((resolve) => {
      finish = resolve
    })
    isDone = true
  })
  const jobs = await world.start()
  await jobs.add(null, 'greet', 1)
  await expect.poll(() => world.heard).toHaveLength(1)
  const stopped = jobs[Symbol.asyncDispose]()
  finish()
  await stopped
  expect(isDone).toBe(true)
})

test('what a node had begun when it died is done by another one, at once', async () => {
  const dead = randomUUID()
  let leave = () => {}
  const killed = new Promise<void>((resolve) => {
    leave = resolve
  })
  let isFirst = true
  await using world = await setUp(async () => {
    if (!isFirst) return
    isFirst = false
    await killed
  })
  const [first, second] = [await world.start(), await world.start()]
  await first.add(null, 'greet', 1)
  await expect.poll(() => world.heard).toEqual([1])
  const hold = await world.asOwner('select locked_by from graphile_worker._private_jobs')
  expect([first.worker, second.worker]).toContain(hold.rows[0]?.locked_by)
  await world.asOwner(`insert into node (node_id, lease_until, job_worker)
    values ('${dead}', now(), '${hold.rows[0]?.locked_by}')`)
  await second.releaseOf([randomUUID()])
  expect(world.heard).toEqual([1])
  await second.releaseOf([dead])
  await expect.poll(() => world.heard).toEqual([1, 1])
  await expect.poll(() => world.outcomes).toEqual(['greet done'])
  leave()
})

test('the application can put jobs in but neither read nor change those of others', async () => {
  await using world = await setUp()
  const jobs = await world.start()
  await jobs.add(null, 'greet', { secret: 1 }, { runAt: new Date(Date.now() + 60_000) })
  for (const statement of [
    'select * from graphile_worker._private_jobs',
    'delete from graphile_worker._private_jobs',
    "select graphile_worker.add_job('greet')",
  ]) {
    await expect(world.db.pool.query(statement), statement).rejects.toMatchObject({ code: '42501' })
  }
})
