import { type Batches, createBatches } from './batches.ts'

/** Undefined when the reading had nothing to say about this key. */
export type BatchedRead<Key, Value> = (companyId: string, key: Key) => Promise<Value | undefined>

const maxKeys = 500

/**
 * One reading for all who ask at the same time, in one statement instead of one each. Every answer was read after it was
 * asked for, never before: who subscribes first and asks then misses nothing.
 */
export function createBatchedRead<Key, Value>(
  read: (companyId: string, keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>,
): BatchedRead<Key, Value> {
  const companies = new Map<string, { batches: Batches<Key, Value | undefined>; waiting: number }>()

  const open = (companyId: string) => ({
    batches: createBatches<Key, Value | undefined>({
      write: async (keys) => {
        const found = await read(companyId, [...new Set(keys)])
        return keys.map((key) => found.get(key))
      },
      maxItems: maxKeys,
      isItemsFault: () => false,
    }),
    waiting: 0,
  })

  return async (companyId, key) => {
    const company = companies.get(companyId) ?? open(companyId)
    companies.set(companyId, company)
    company.waiting++
    try {
      return await company.batches.add(key)
    } finally {
      if (--company.waiting === 0) companies.delete(companyId)
    }
  }
}
