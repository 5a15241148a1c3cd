import { describe, expect, it } from 'vitest'
import { isEmojiOnly, linkify } from './linkify.ts'

const links = (text: string) => linkify(text).flatMap(({ href, text: shown }) => (href ? [[shown, href]] : []))
const joined = (text: string) =>
  linkify(text)
    .map((part) => part.text)
    .join('')

describe('linkify', () => {
  it.each([
    ['看 https://a.example/x?y=1&z=2 吧', 'https://a.example/x?y=1&z=2'],
    ['https://a.example/x。然后', 'https://a.example/x'],
    ['（https://a.example/x）', 'https://a.example/x'],
    ['(see https://a.example/x_(y))', 'https://a.example/x_(y)'],
    ['Really? https://a.example/x!', 'https://a.example/x'],
    ['“http://a.example:8080/中文”', 'http://a.example:8080/中文'],
  ])('finds the address in %s', (text, shown) => {
    expect(links(text).map(([found]) => found)).toEqual([shown])
    expect(joined(text)).toBe(text)
  })

  it('gives www addresses a scheme', () => {
    expect(links('www.example.com/a')).toEqual([['www.example.com/a', 'https://www.example.com/a']])
  })

  it.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'https://',
    'http://localhost',
    'ftp://a.example',
    '<img src=x onerror=alert(1)>',
  ])('makes no link of %s', (text) => {
    expect(links(text)).toEqual([])
    expect(joined(text)).toBe(text)
  })

  it('links only to http and https whatever stands around', () => {
    for (const [, href] of links('x https://a.example"onmouseover="alert(1) y https://b.example/<b>z'))
      expect(new URL(href as string).protocol).toBe('https:')
  })

  it('keeps every character of the text, in linear time', () => {
    for (const text of [
      'https://'.repeat(6_000),
      `https://a.example/${'('.repeat(25_000)}${')'.repeat(25_000)}`,
      `https://a.example/${'.'.repeat(50_000)}x`,
      'www.'.repeat(12_500),
    ]) {
      const startedAt = performance.now()
      expect(joined(text)).toBe(text)
      expect(performance.now() - startedAt).toBeLessThan(500)
    }
  })
})

describe('isEmojiOnly', () => {
  it('is true of a few emoji and nothing else', () => {
    for (const text of ['👍', '😄👍', '❤️', '👨‍👩‍👧']) expect(isEmojiOnly(text)).toBe(true)
    for (const text of ['好👍', '1', '', '😄😄😄😄😄😄😄', '、。', 'ok']) expect(isEmojiOnly(text)).toBe(false)
  })
})
