import { readFileSync } from 'node:fs'
import { closeCodes, maxFrameBytes, pingIntervalMs, pongTimeoutMs } from '@youwen/contract/realtime'
import { describe, expect, it } from 'vitest'
import { defaultLimits } from '../limits.ts'
import { sides } from './frames.ts'
import { renderRealtimeDocs } from './index.ts'

const page = renderRealtimeDocs()
const rules = readFileSync(new URL('../../../../../../docs/realtime.md', import.meta.url), 'utf8')
const rule = (number: number) => {
  const from = rules.indexOf(`**RT${number}`)
  const next = rules.indexOf('\n**RT', from + 1)
  return rules.slice(from, next < 0 ? undefined : next).replaceAll(/\s+/g, ' ')
}

describe('the page of the protocol', () => {
  it('has every frame of the contract, with a meaning', () => {
    for (const { id, frames, meanings } of sides) {
      for (const option of frames.options) {
        const type = String((option.shape['type'] as { value?: unknown }).value)
        expect(page).toContain(`id="${id}-${type}"`)
        expect(meanings[type]).toMatch(/\.$/)
      }
    }
  })

  it('has no link to a place that is not there, and no place twice', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
    expect(targets.filter((target) => !ids.includes(target))).toEqual([])
    expect(targets.length).toBeGreaterThan(100)
  })

  it('has the rules, numbered without a gap', () => {
    const numbers = [...rules.matchAll(/^\*\*RT(\d+)/gm)].map(([, number]) => Number(number))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
    for (const number of numbers) expect(page).toContain(`id="RT${number}"`)
  })
})

describe('docs/realtime.md', () => {
  it('names every close code of the contract, and what comes next', () => {
    const said = [...rule(22).matchAll(/\| (\d{4}) \| (\w+) \| ([a-z ]+)/g)].map(([, code, name, next]) => [
      code,
      name,
      next,
    ])
    const words = { stop: 'stop', reconnect: 'reconnect', authenticate: 'sign in', back_off: 'back off' }
    expect(said.map(([code, name]) => [code, name])).toEqual(
      Object.entries(closeCodes).map(([code, { name }]) => [code, name]),
    )
    for (const [code, , next] of said) {
      const { next: declared } = closeCodes[Number(code) as keyof typeof closeCodes]
      expect(next?.startsWith(words[declared])).toBe(true)
    }
  })

  it('says the figures that are in force', () => {
    const { maxFragments, framesPerSecond, framesBurst, maxBacklogBytes, helloTimeoutMs, silentMs } = defaultLimits
    expect(rule(3)).toContain(`within ${helloTimeoutMs / 1_000} seconds`)
    expect(rule(21)).toContain(`nothing for ${pingIntervalMs / 1_000} seconds`)
    expect(rule(21)).toContain(`nothing for ${silentMs / 1_000} seconds closes`)
    expect(rule(21)).toContain(`within ${pongTimeoutMs / 1_000} seconds`)
    expect(rule(25)).toContain(`frames of at most ${maxFrameBytes / 1_024} KiB, in at most ${maxFragments} fragments`)
    expect(rule(25)).toContain(`${framesPerSecond} frames a second, ${framesBurst} at once`)
    expect(rule(25)).toContain(`${maxBacklogBytes / 1_024 ** 2} MiB not yet read`)
  })
})
