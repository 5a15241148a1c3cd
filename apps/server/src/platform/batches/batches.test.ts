import { expect, it } from 'vitest'
import { createBatches } from './batches.ts'

const isItemsFault = (cause: unknown) => cause instanceof RangeError

it('writes what comes while a batch is being written as one next batch, in order', async () => {
  const written: number[][] = []
  const first = Promise.withResolvers<void>()
  const batches = createBatches<number, number>({
    maxItems: 3,
    isItemsFault,
    write: async (items) => {
      written.push([...items])
      if (written.length === 1) await first.promise
      return items.map((item) => item * 10)
    },
  })
  const results = [batches.add(1)]
  await Promise.resolve()
  results.push(...[2, 3, 4, 5].map((item) => batches.add(item)))
  first.resolve()
  expect(await Promise.all(results)).toEqual([10, 20, 30, 40, 50])
  expect(written).toEqual([[1], [2, 3, 4], [5]])
})

it('lets one bad item fail alone', async () => {
  const batches = createBatches<number, number>({
    maxItems: 10,
    isItemsFault,
    write: async (items) => {
      if (items.includes(2)) throw new RangeError('two')
      return items
    },
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map((item) => batches.add(item)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})

it('fails a batch as a whole when no item is to blame, and goes on with the next', async () => {
  let calls = 0
  const batches = createBatches<number, number>({
    maxItems: 10,
    isItemsFault,
    write: async (items) => {
      calls++
      if (calls === 1) throw new Error('the database is away')
      return items
    },
  })
  const outcomes = await Promise.allSettled([batches.add(1), batches.add(2)])
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect(await batches.add(3)).toBe(3)
  await batches.settled()
  expect(calls).toBe(2)
})
