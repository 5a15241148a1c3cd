import { globSync, readFileSync } from 'node:fs'
import { contract, permissions } from '@youwen/contract'
import { describe, expect, it } from 'vitest'
import english from './en-US/index.ts'
import chinese from './zh-CN/index.ts'

/** `error.security.login_failed` → its words, for every text of a dictionary. */
function flat(texts: object, prefix = ''): Map<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of Object.entries(texts)) {
    if (typeof value === 'string') found.set(prefix + name, value)
    else for (const [key, words] of flat(value, `${prefix}${name}.`)) found.set(key, words)
  }
  return found
}

const zh = flat(chinese)
const en = flat(english)
// English has a singular, Chinese has not.
const ignoresNumber = (key: string) => key.replace(/_(one|other)$/, '')
const holes = (words: string) => [...words.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort()

describe('the dictionaries', () => {
  it('have every text in both languages', () => {
    const keys = (texts: Map<string, string>) => [...new Set([...texts.keys()].map(ignoresNumber))].sort()
    expect(keys(en)).toEqual(keys(zh))
  })

  it('leave no text empty, and fill in the same values', () => {
    for (const [key, words] of zh) {
      expect(words.trim(), key).not.toBe('')
      expect(holes(en.get(key) ?? ''), key).toEqual(holes(words))
    }
  })

  it('keep the languages apart', () => {
    const hasHan = /\p{Script=Han}/u
    for (const [key, words] of en) expect(hasHan.test(words), `${key}: ${words}`).toBe(false)
  })

  it('explain every permission', () => {
    for (const code of permissions) {
      expect(zh.get(`permission.${code}.title`), code).toBeDefined()
      expect(zh.get(`permission.${code}.hint`), code).toBeDefined()
    }
  })

  it('name every action that is written to the operation log', () => {
    for (const routes of Object.values(contract)) {
      for (const procedure of Object.values(routes)) {
        const { audit } = procedure['~orpc'].meta
        if (audit) expect(zh.get(`audit.${audit}`), audit).toBeDefined()
      }
    }
  })

  it('have words for every refusal of the server that an agent can meet', () => {
    const server = new URL('../../../server/src/', import.meta.url).pathname
    const codes = new Set<string>()
    for (const file of globSync('**/*.ts', { cwd: server, exclude: (name) => /\.test(ing)?\.ts$/.test(name) })) {
      const source = readFileSync(server + file, 'utf8')
      for (const [, code] of source.matchAll(/new Refusal\(\s*'\w+',\s*'([\w.]+)'/g)) if (code) codes.add(code)
      for (const [, what] of source.matchAll(/notFound\('(\w+)'\)/g)) codes.add(`${what}.not_found`)
    }
    expect(codes.size).toBeGreaterThan(20)
    expect([...codes].filter((code) => !zh.has(`error.${code}`))).toEqual([])
  })
})
