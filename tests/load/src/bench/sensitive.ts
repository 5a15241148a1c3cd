import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { casesIn } from '../../../../apps/server/src/modules/robot/match/quality.testing.ts'
import { plainOf } from '../../../../apps/server/src/modules/shield/sensitive/fold.ts'
import { judge, type Listed } from '../../../../apps/server/src/modules/shield/sensitive/judge.ts'
import { createMatcher } from '../../../../apps/server/src/modules/shield/sensitive/matcher.ts'
import { percentile } from '../rig/statistics.ts'
import { type Bench, rowOf } from '../row.ts'

const words = 10_000
const rounds = 40
const budgetUs = 50
const questions = fileURLToPath(new URL('../../../fixtures/robot/', import.meta.url))

export const sensitive: Bench = {
  name: 'sensitive',
  what: `how long a message is held against ${words} sensitive words, and one of 4,000 characters`,
  async run() {
    const cases = ['tuned', 'held-out'].flatMap((part) => casesIn(readFileSync(`${questions}${part}.txt`, 'utf8')))
    // Questions are shorter than what people tell each other.
    const said = cases.map((_, index) =>
      [0, 1, 2, 3].map((more) => cases[(index + more) % cases.length]?.text).join('，'),
    )
    const list = wordsLike(said)
    const beganAt = performance.now()
    const matcher = createMatcher(list)
    const builtMs = performance.now() - beganAt

    const times: number[] = []
    let found = 0
    for (let round = 0; round < rounds; round++) {
      for (const text of said) {
        const startedAt = performance.now()
        const judged = judge(matcher, [text])
        times.push((performance.now() - startedAt) * 1_000)
        if (judged) found++
      }
    }
    // The first round compiles.
    const settled = times.slice(said.length)
    const median = percentile(settled, 0.5)
    const p95 = percentile(settled, 0.95)
    const long = said.join('').repeat(20).slice(0, 4_000)
    const longAt = performance.now()
    judge(matcher, [long])
    const longUs = (performance.now() - longAt) * 1_000
    return rowOf({
      name: 'sensitive',
      value: median,
      unit: 'us',
      budget: `p95 <= ${budgetUs} us`,
      met: p95 <= budgetUs,
      notes: [
        `median a message of ${Math.round(said.join('').length / said.length)} characters; p95 ${p95.toFixed(1)} us; something in ${Math.round((found / times.length) * 100)} % of them; 4,000 characters ${longUs.toFixed(0)} us; the list is read in ${builtMs.toFixed(0)} ms`,
      ],
    })
  },
}

/** As many words as asked for, made of the characters that people use: what is looked for is nearly there all the time. */
function wordsLike(said: readonly string[]): Map<string, Listed> {
  const characters = said.join('')
  const list = new Map<string, Listed>()
  // The same list in every run.
  let state = 1
  const below = (bound: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % bound
  }
  while (list.size < words) {
    const length = 2 + below(4)
    const word = Array.from({ length }, () => characters[below(characters.length)]).join('')
    const plain = plainOf(word)
    if (plain !== undefined && [...plain].length > 1) list.set(plain, { word, action: 'mask' })
  }
  return list
}
