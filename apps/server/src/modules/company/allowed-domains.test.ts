import { AllowedDomain } from '@youwen/contract'
import { expect, test } from 'vitest'
import { allowsOrigin, framersOf } from './allowed-domains.ts'

test.each([
  ['app.example.com', 'https://app.example.com', true],
  ['app.example.com', 'http://app.example.com', true],
  ['app.example.com', 'https://APP.example.com', true],
  ['app.example.com', 'https://app.example.com:443', true],
  ['app.example.com', 'https://app.example.com:8443', false],
  ['app.example.com', 'https://app.example.com.evil.org', false],
  ['app.example.com', 'https://evilapp.example.com', false],
  ['app.example.com', 'https://example.com', false],
  ['app.example.com', 'https://app.example.com@evil.org', false],
  ['app.example.com', 'null', false],
  ['app.example.com', '', false],
  ['app.example.com', 'file:///app.example.com', false],
  ['app.example.com:8443', 'https://app.example.com:8443', true],
  ['app.example.com:8443', 'https://app.example.com', false],
  ['app.example.com:443', 'https://app.example.com', true],
  ['app.example.com:443', 'http://app.example.com', false],
  ['*.example.com', 'https://app.example.com', true],
  ['*.example.com', 'https://a.b.example.com', true],
  ['*.example.com', 'https://example.com', false],
  ['*.example.com', 'https://badexample.com', false],
  ['*.example.com', 'https://app.example.com.evil.org', false],
  ['localhost:5500', 'http://localhost:5500', true],
])('%s lets %s in: %s', (domain, origin, isAllowed) => {
  expect(AllowedDomain.parse(domain)).toBe(domain)
  expect(allowsOrigin([domain], origin)).toBe(isAllowed)
})

test('a site without domains may be anywhere', () => {
  expect(allowsOrigin([], 'https://anything.example')).toBe(true)
  expect(allowsOrigin([], '')).toBe(true)
})

test('one of several domains is enough', () => {
  expect(allowsOrigin(['a.example', '*.b.example'], 'https://x.b.example')).toBe(true)
})

test('frames follow the same rule', () => {
  expect(framersOf(['*.example.com', 'a.example:81'])).toEqual([
    'https://*.example.com',
    'http://*.example.com',
    'https://a.example:81',
    'http://a.example:81',
  ])
})

test.each(['https://example.com', 'example.com/path', 'a..b', '*', '*.*.example.com', "'self'", 'a b', 'a;b'])(
  '%s is no domain',
  (text) => {
    expect(AllowedDomain.safeParse(text).success).toBe(false)
  },
)
