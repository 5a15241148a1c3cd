import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveKey, equal, open, randomToken, seal, sign, verify } from './index.ts'

const secret = randomBytes(32)
const key = deriveKey(secret, 'channel credentials')

test('each purpose has a key of its own, always the same one', () => {
  expect(deriveKey(secret, 'channel credentials')).toEqual(key)
  expect(deriveKey(secret, 'visitor tokens')).not.toEqual(key)
  expect(deriveKey(randomBytes(32), 'channel credentials')).not.toEqual(key)
  expect(key).toHaveLength(32)
})

test('a signature holds for exactly what was signed', () => {
  const signature = sign(key, 'one')
  expect(verify(key, 'one', signature)).toBe(true)
  expect(verify(key, 'two', signature)).toBe(false)
  expect(verify(deriveKey(secret, 'other'), 'one', signature)).toBe(false)
  expect(verify(key, 'one', signature.subarray(0, 31))).toBe(false)
  expect(verify(key, 'one', Buffer.alloc(0))).toBe(false)
})

test('values of different length are unequal and no error', () => {
  expect(equal(Buffer.from('a'), Buffer.from('ab'))).toBe(false)
  expect(equal(Buffer.from('ab'), Buffer.from('ab'))).toBe(true)
})

test('whatever is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(open(key, seal(key, text, 'here'), 'here')).toBe(text)
    }),
  )
  expect(seal(key, 'x', 'here')).not.toBe(seal(key, 'x', 'here'))
})

test('a sealed value does not open elsewhere, with another key, or after one bit changed', () => {
  const sealed = seal(key, 'app secret', 'channel_account 1')
  expect(() => open(key, sealed, 'channel_account 2')).toThrow()
  expect(() => open(deriveKey(secret, 'other'), sealed, 'channel_account 1')).toThrow()
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(() => open(key, `v1.${changed.toString('base64url')}`, 'channel_account 1')).toThrow()
  }
  for (const rubbish of ['', 'v1', 'v1.', 'v2.AAAA', sealed.slice(0, 20)]) {
    expect(() => open(key, rubbish, 'channel_account 1')).toThrow()
  }
})

test('tokens are long and never repeat', () => {
  const tokens = new Set(Array.from({ length: 1000 }, () => randomToken()))
  expect(tokens.size).toBe(1000)
  expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32)
})
