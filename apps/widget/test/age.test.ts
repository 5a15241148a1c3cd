import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { youngScript, youngStyle } from './age.ts'
import { built } from './built.ts'

describe('what is built', () => {
  it('runs in Chrome 61 and Safari 11', () => {
    expect(youngScript(built('w.js'), 2015)).toEqual([])
    expect(youngScript(built('w-panel.js'), 2015)).toEqual([])
    expect(youngScript(built('w-invite.js'), 2015)).toEqual([])
    expect(youngScript(built('w-product.js'), 2015)).toEqual([])
    // `chat/compat.ts` brings it for Preact.
    expect(youngScript(built('chat/assets/chat-*.js'), 2017, ['queueMicrotask'])).toEqual([])
    expect(youngScript(built('chat/assets/rating-*.js'), 2017)).toEqual([])
    expect(youngScript(built('chat/assets/later-*.js'), 2017)).toEqual([])
    expect(youngScript(built('appointment/assets/appointment-*.js'), 2017, ['queueMicrotask'])).toEqual([])
    expect(youngStyle(built('chat/assets/style-*.css'))).toEqual([])
    expect(youngStyle(built('appointment/assets/style-*.css'))).toEqual([])
    expect(youngStyle(built('chat/assets/rating-*.css'))).toEqual([])
    expect(youngStyle(built('chat/assets/later-*.css'))).toEqual([])
  })

  it('is no larger than promised', () => {
    const size = (...paths: string[]) =>
      paths.reduce((sum, path) => sum + gzipSync(built(path), { level: 9 }).length, 0) / 1_024
    expect(size('w.js')).toBeLessThanOrEqual(2.5)
    expect(size('w-invite.js')).toBeLessThanOrEqual(2)
    expect(size('w-product.js')).toBeLessThanOrEqual(2)
    expect(
      size('w-panel.js', 'chat/index.html', 'chat/assets/chat-*.js', 'chat/assets/style-*.css'),
    ).toBeLessThanOrEqual(35)
    expect(size('appointment/assets/appointment-*.js', 'appointment/assets/style-*.css')).toBeLessThanOrEqual(20)
  })

  it('is written without eval, without HTML strings, and leaves one global', () => {
    for (const path of [
      'w.js',
      'w-panel.js',
      'w-invite.js',
      'w-product.js',
      'chat/assets/chat-*.js',
      'chat/assets/rating-*.js',
      'chat/assets/later-*.js',
      'appointment/assets/appointment-*.js',
    ]) {
      const source = built(path)
      expect(source).not.toMatch(/\beval\(|new Function\(|insertAdjacentHTML|document\.write/)
      expect(youngScript(source, 2017, ['queueMicrotask'])).toEqual([])
    }
    for (const path of ['w.js', 'w-panel.js', 'w-invite.js', 'w-product.js'])
      expect(built(path)).not.toContain('innerHTML')
    expect(built('w.js')).toMatch(/^\(\(\)=>\{|^!function|^\(function/)
  })
})

describe('the check of age', () => {
  it('finds syntax that is too young', () => {
    expect(youngScript('a?.b', 2017)).toHaveLength(1)
    expect(youngScript('const a = { ...b }', 2017)).toHaveLength(1)
    expect(youngScript('import("./a.js")', 2017)).toHaveLength(1)
    expect(youngScript('async function a() {}', 2015)).toHaveLength(1)
    expect(youngScript('try {} catch {}', 2017)).toHaveLength(1)
  })

  it('finds methods, globals and patterns that are too young', () => {
    expect(youngScript('a.at(-1)', 2017)).toEqual(['.at()'])
    expect(youngScript('Object.fromEntries(a)', 2017)).toEqual(['.fromEntries()'])
    expect(youngScript('new ResizeObserver(a)', 2017)).toEqual(['ResizeObserver'])
    expect(youngScript('new Intl.PluralRules()', 2017)).toEqual(['Intl.PluralRules'])
    expect(youngScript('a.test(/x/s)', 2017)).not.toEqual([])
    expect(youngScript('new RegExp(/\\p{L}/)', 2017)).not.toEqual([])
  })

  it('lets pass what only has the name of something young', () => {
    expect(youngScript('const row = { at: 1, globalThis: 2 }; row.at; row.globalThis', 2017)).toEqual([])
    expect(youngScript('typeof ResizeObserver', 2017)).toEqual([])
  })

  it('finds styles that are too young', () => {
    expect(youngStyle('.a{inset:0}')).toEqual(['inset'])
    expect(youngStyle('.a{display:flex;gap:4px}')).toEqual(['gap'])
    expect(youngStyle('.a{width:min(10px,50%)}')).toEqual(['min() max() clamp()'])
    expect(youngStyle('.a:hover,.a:focus-visible{color:red}')).toEqual([':focus-visible in a list'])
    expect(youngStyle('.a{top:0;margin:4px;grid-template:none}')).toEqual([])
  })
})
