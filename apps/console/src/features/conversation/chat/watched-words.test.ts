import { describe, expect, it } from 'vitest'
import { cutAtWords } from './watched-words.ts'

const shown = (text: string, words: string[]) =>
  cutAtWords(text, words)
    .map((part) => (part.isWatched ? `[${part.text}]` : part.text))
    .join('')

describe('A11 words to watch for', () => {
  it('are marked wherever they stand, as they were written', () => {
    expect(shown('我要退 款，马上退款！', ['退 款', '退款'])).toBe('我要[退 款]，马上[退款]！')
  })
  it('are marked whole where one begins with another', () => {
    expect(shown('全额退款', ['退', '退款', '全额退款'])).toBe('[全额退款]')
  })
  it('leave a text without them as it is', () => {
    expect(cutAtWords('您好', ['退款'])).toEqual([{ text: '您好', isWatched: false }])
    expect(cutAtWords('您好', [])).toEqual([{ text: '您好', isWatched: false }])
  })
})
