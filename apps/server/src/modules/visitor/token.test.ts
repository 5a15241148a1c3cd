import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createVisitorTokens } from './token.ts'

const tokens = createVisitorTokens(Buffer.alloc(32, 7))
const identity = { companyId: randomUUID(), siteId: randomUUID(), visitorId: randomUUID() }

it('names the visitor it was issued for', () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.uuid(), (companyId, siteId, visitorId) => {
      const whom = { companyId, siteId, visitorId }
      expect(tokens.verify(tokens.issue(whom))).toEqual(whom)
    }),
  )
})

it('is nobody’s once any character of it was changed', () => {
  const token = tokens.issue(identity)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.constantFrom(...'AQgw.-_'), (at, char) => {
      const changed = token.slice(0, at) + char + token.slice(at + 1)
      const named = tokens.verify(changed)
      // The last character of a signature has spare bits, which decode to the same bytes.
      expect(
        named === null ||
          (JSON.stringify(named) === JSON.stringify(identity) && at === token.length - 1) ||
          changed === token,
      ).toBe(true)
    }),
  )
})

it('is nobody’s under another key', () => {
  expect(createVisitorTokens(Buffer.alloc(32, 8)).verify(tokens.issue(identity))).toBeNull()
})

it.each(['', 'v1', 'v1..', 'v2.AAAA.AAAA', '....', 'v1.AAAA.AAAA.AAAA'])('refuses %j', (token) => {
  expect(tokens.verify(token)).toBeNull()
})
