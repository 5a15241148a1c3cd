import { MessageId } from '@youwen/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMessageIds } from './message-ids.ts'

it('makes UUIDs of version 7 that sort in the order they were made, whatever the clock does', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 2 ** 41 }), { minLength: 1, maxLength: 50 }), (clock) => {
      let at = 0
      const next = createMessageIds(() => clock[at++ % clock.length] as number)
      const ids = Array.from({ length: 60 }, next)
      expect([...ids].sort()).toEqual(ids)
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of ids) expect(MessageId.safeParse(id).success).toBe(true)
    }),
  )
})

it('keeps the order through more ids than one millisecond holds', () => {
  const next = createMessageIds(() => 1)
  const ids = Array.from({ length: 10_000 }, next)
  expect([...ids].sort()).toEqual(ids)
})

it('continues after what another page made in the same millisecond', () => {
  const first = createMessageIds(() => 5)
  const ids = [first(), first()]
  const second = createMessageIds(() => 5)
  ids.push(second(ids[1]), second(ids[1]))
  expect([...ids].sort()).toEqual(ids)
})
