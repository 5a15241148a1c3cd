import fc from 'fast-check'
import ipaddr from 'ipaddr.js'
import { describe, expect, it, test } from 'vitest'
import { createRangeSet, parseRange } from './range.ts'

describe('what is written as an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.7/32 ', '203.0.113.7'],
    ['203.0.113.77/24', '203.0.113.0/24'],
    ['203.0.113.77/25', '203.0.113.0/25'],
    ['203.0.113.200/25', '203.0.113.128/25'],
    ['10.255.0.0/9', '10.128.0.0/9'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7/120', '203.0.113.0/24'],
    ['2001:DB8:0:0::1', '2001:db8::1'],
    ['2001:db8:abcd:1234::1/48', '2001:db8:abcd::/48'],
    ['2001:db8::1/128', '2001:db8::1'],
  ])('%s is %s', (written, meant) => expect(parseRange(written)?.text).toBe(meant))

  test.each([
    '',
    'shop.example',
    '203.0.113',
    '1',
    '0x7f.0.0.1',
    '203.0.113.300',
    '203.0.113.7/33',
    '203.0.113.7/-1',
    '203.0.113.7/24/8',
    '203.0.113.7/',
    '2001:db8::/129',
    '::ffff:203.0.113.7/95',
    'fe80::1%eth0/x',
  ])('%s is none', (written) => expect(parseRange(written)).toBeUndefined())
})

const ipv4 = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 0, max: 255 }))).map((b) => b.join('.'))
const ipv6 = fc.tuple(...Array.from({ length: 8 }, () => fc.integer({ min: 0, max: 3 }))).map((b) => b.join(':'))
const anything = fc.oneof(
  fc.tuple(ipv4, fc.integer({ min: 0, max: 32 })),
  fc.tuple(ipv6, fc.integer({ min: 0, max: 128 })),
)

it('finds an address in the same ranges as comparing it with each of them does', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 20 }), fc.oneof(ipv4, ipv6), (written, ip) => {
      const ranges = written.map(([address, bits]) => `${address}/${bits}`)
      const set = createRangeSet(
        ranges.flatMap((text) => {
          const range = parseRange(text)
          return range ? [[range, range.text] as const] : []
        }),
      )
      const address = ipaddr.process(ip)
      const slowly = ranges.filter((text) => {
        const [network, bits] = ipaddr.parseCIDR(text)
        return network.kind() === address.kind() && address.match(network, bits)
      })
      expect([...set.of(ip)].sort()).toEqual([...new Set(slowly.map((text) => parseRange(text)?.text))].sort())
    }),
  )
})

it('knows an IPv4 address also in the dress of an IPv6 socket', () => {
  const range = parseRange('203.0.113.0/24')
  if (!range) throw new Error('That is a range.')
  const set = createRangeSet([[range, 'found']])
  expect([...set.of('::ffff:203.0.113.9')]).toEqual(['found'])
  expect([...set.of('not an address')]).toEqual([])
})
