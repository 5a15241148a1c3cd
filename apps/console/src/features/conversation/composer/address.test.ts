import { expect, it } from 'vitest'
import { addressOf } from './address.ts'

it.each([
  ['shop.example/a', 'https://shop.example/a'],
  [' https://shop.example ', 'https://shop.example/'],
  ['http://shop.example/?q=沙发', 'http://shop.example/?q=%E6%B2%99%E5%8F%91'],
  ['shop.example:8080/a', 'https://shop.example:8080/a'],
])('%s leads to %s', (typed, address) => expect(addressOf(typed)).toBe(address))

it.each([
  '',
  ' ',
  'two words',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'data:text/html,x',
  'ftp://shop.example',
  'mailto:a@b.cn',
])('%s is no link to send', (typed) => expect(addressOf(typed)).toBeUndefined())
