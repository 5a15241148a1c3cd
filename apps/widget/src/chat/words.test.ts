import { describe, expect, it } from 'vitest'
import { chooseLocale, words } from './words.ts'

describe('the texts of the window', () => {
  it('are complete in both languages', () => {
    const [zh, en] = [words['zh-CN'], words['en-US']]
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort())
    for (const [name, text] of Object.entries(en)) {
      const shown = typeof text === 'function' ? (text as (...args: unknown[]) => string)(1, 2) : text
      expect(shown, name).toMatch(/\S/)
      expect(shown, name).not.toMatch(/[\u4e00-\u9fff]/)
    }
    for (const [name, text] of Object.entries(zh)) {
      const shown = typeof text === 'function' ? (text as (...args: unknown[]) => string)(1, 2) : text
      expect(shown, name).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('are in the language of the snippet, else of the style, else of the browser', () => {
    expect(chooseLocale('en', 'zh-CN', 'zh-CN')).toBe('en-US')
    expect(chooseLocale(undefined, 'en-US', 'zh-CN')).toBe('en-US')
    expect(chooseLocale(undefined, 'auto', 'zh-TW')).toBe('zh-CN')
    expect(chooseLocale(undefined, undefined, 'de-DE')).toBe('en-US')
  })
})
