import { describe, expect, it } from 'vitest'
import { armFailpoints } from './failpoint.ts'

const killsAt = (spec: string | undefined, passes: number, random?: () => number) => {
  const kills: number[] = []
  let pass = 0
  const failpoint = armFailpoints(spec, () => void kills.push(pass), random)
  while (pass++ < passes) failpoint('after-commit-before-ack')
  return kills
}

describe('a failpoint', () => {
  it('does nothing when it is not armed, or another one is', () => {
    expect(killsAt(undefined, 100)).toEqual([])
    expect(killsAt('after-commit-before-publish', 100)).toEqual([])
  })
  it('kills at the first pass, at the named pass, or by chance', () => {
    expect(killsAt('after-commit-before-ack', 5)).toEqual([1])
    expect(killsAt('after-commit-before-publish,after-commit-before-ack#3', 5)).toEqual([3])
    const dice = [0.5, 0.05, 0.5, 0.01][Symbol.iterator]()
    expect(killsAt('after-commit-before-ack@0.1', 4, () => dice.next().value ?? 1)).toEqual([2, 4])
  })
  it('refuses a specification that it does not understand', () => {
    expect(() => armFailpoints('after-commit@x', () => {})).toThrow('YOUWEN_FAILPOINT')
  })
})
