import { describe, expect, it } from 'vitest'
import { linkify } from './links.ts'

const hrefs = (text: string) => linkify(text).flatMap(({ href }) => href ?? [])

describe('addresses in messages', () => {
  it('end where Chinese goes on', () => {
    expect(hrefs('请看https://example.com/a?b=1，谢谢')).toEqual(['https://example.com/a?b=1'])
    expect(hrefs('https://example.com/商品')).toEqual(['https://example.com/'])
  })

  it('do not take the full stop of the sentence with them', () => {
    expect(hrefs('See https://example.com/a. Thanks (https://example.com/b)')).toEqual([
      'https://example.com/a',
      'https://example.com/b',
    ])
  })

  it('are http and https only', () => {
    expect(hrefs('javascript:alert(1) data:text/html,x ftp://a.example file:///etc/passwd')).toEqual([])
  })

  it('leave every letter of the text in place', () => {
    for (const text of ['', '没有链接', 'a https://a.example b http://b.example/c#d e', 'http://', 'https://[']) {
      expect(
        linkify(text)
          .map((part) => part.text)
          .join(''),
      ).toBe(text)
    }
  })
})
