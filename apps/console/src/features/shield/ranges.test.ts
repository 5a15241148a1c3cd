import { expect, test } from 'vitest'
import { rangeAround } from './ranges.ts'

test.each([
  ['203.0.113.7', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['', undefined],
])('around %s is %s', (ip, range) => expect(rangeAround(ip)).toBe(range))
