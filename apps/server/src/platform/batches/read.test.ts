import { expect, test } from 'vitest'
import { createBatchedRead } from './read.ts'

/** A reading that ends when it is let. */
function slowReading() {
  const asked: (readonly [string, readonly number[]])[] = []
  const ends: (() => void)[] = []
  const read = createBatchedRead<number, string>(async (companyId, keys) => {
    asked.push([companyId, keys])
    const { promise, resolve } = Promise.withResolvers<void>()
    ends.push(resolve)
    await promise
    return new Map(keys.filter((key) => key > 0).map((key) => [key, `${companyId}${key}`]))
  })
  const next = async (count: number) => {
    await expect.poll(() => ends.length).toBeGreaterThanOrEqual(count)
    ends[count - 1]?.()
  }
  return { read, asked, next }
}

test('who asks while a reading is under way is answered by the next one, each key asked once', async () => {
  const { read, asked, next } = slowReading()
  const first = read('a', 1)
  await expect.poll(() => asked.length).toBe(1)
  const rest = [read('a', 1), read('a', 2), read('a', 2), read('a', -1)]
  await next(1)
  expect(await first).toBe('a1')
  await next(2)
  expect(await Promise.all(rest)).toEqual(['a1', 'a2', 'a2', undefined])
  expect(asked).toEqual([
    ['a', [1]],
    ['a', [1, 2, -1]],
  ])
})

test('companies do not wait for each other, and are never read together', async () => {
  const { read, asked, next } = slowReading()
  const [ours, theirs] = [read('a', 1), read('b', 1)]
  await next(2)
  expect(await theirs).toBe('b1')
  await next(1)
  expect(await ours).toBe('a1')
  expect(asked).toEqual([
    ['a', [1]],
    ['b', [1]],
  ])
})

test('a reading that fails fails for those who asked for it, and for nobody else', async () => {
  let isBroken = true
  const read = createBatchedRead<number, number>(async (_companyId, keys) => {
    if (isBroken) throw new Error('away')
    return new Map(keys.map((key) => [key, key]))
  })
  await expect(Promise.all([read('a', 1), read('a', 2)])).rejects.toThrow('away')
  isBroken = false
  expect(await read('a', 1)).toBe(1)
})
