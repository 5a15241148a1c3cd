import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSignatureCheck, type SignedRequest } from './catalog-signature.ts'

const now = 1_764_000_000_000
/** As /docs/api says it, worked out by hand: nothing of the server's code signs here. */
const emptyObject = '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a'
const text = (nonce: string, path = '/youwen/products') =>
  ['youwen-v1', 'POST', path, '1764000000', nonce, emptyObject].join('\n')
const hex = (secret: string, signed: string) => createHmac('sha256', secret).update(signed).digest('hex')

const request = (more: Partial<SignedRequest> = {}, headers: Record<string, string> = {}): SignedRequest => ({
  method: 'POST',
  path: '/youwen/products',
  body: Buffer.from('{}'),
  headers: {
    'youwen-timestamp': '1764000000',
    'youwen-nonce': 'n1',
    'youwen-signature': `k1=${hex('secret', text('n1'))}`,
    ...headers,
  },
  ...more,
})
const check = (at = now) => createSignatureCheck(new Map([['k1', 'secret']]), () => at)

test('a request that is signed as described is taken, once', () => {
  const faultOf = check()
  expect(faultOf(request())).toBeUndefined()
  expect(faultOf(request())).toBe('repeated')
})

test('one right signature among several is enough', () => {
  const both = `other=${hex('unknown', text('n1'))}, k1=${hex('secret', text('n1'))}`
  expect(check()(request({}, { 'youwen-signature': both }))).toBeUndefined()
})

test.each([
  ['another body', request({ body: Buffer.from('{"a":1}') }), 'wrong_signature'],
  ['another path', request({ path: '/youwen/orders' }), 'wrong_signature'],
  ['another method', request({ method: 'GET' }), 'wrong_signature'],
  ['another nonce', request({}, { 'youwen-nonce': 'n2' }), 'wrong_signature'],
  ['another time', request({}, { 'youwen-timestamp': '1764000001' }), 'wrong_signature'],
  [
    'half of the signature',
    request({}, { 'youwen-signature': `k1=${hex('secret', text('n1')).slice(0, 32)}` }),
    'wrong_signature',
  ],
  ['an unknown key', request({}, { 'youwen-signature': `k9=${hex('secret', text('n1'))}` }), 'unknown_key'],
  ['no signature', request({}, { 'youwen-signature': '' }), 'unknown_key'],
  ['no time', request({}, { 'youwen-timestamp': '' }), 'stale'],
  ['a time that is no number', request({}, { 'youwen-timestamp': '1e9' }), 'stale'],
])('with %s it is refused', (_, changed, fault) => {
  expect(check()(changed)).toBe(fault)
})

test('after five minutes it is too old, and so it is from a clock that is ahead', () => {
  expect(check(now + 300_000)(request())).toBeUndefined()
  expect(check(now + 301_000)(request())).toBe('stale')
  expect(check(now - 301_000)(request())).toBe('stale')
})
