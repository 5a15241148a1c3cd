import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defaultSettings } from '../../../../apps/server/src/modules/robot/defaults.ts'
import { decide } from '../../../../apps/server/src/modules/robot/match/decide.ts'
import { createFinder } from '../../../../apps/server/src/modules/robot/match/find.ts'
import {
  type Case,
  casesIn,
  knowledgeIn,
  qualityOf,
} from '../../../../apps/server/src/modules/robot/match/quality.testing.ts'
import { createReader } from '../../../../apps/server/src/modules/robot/match/terms.ts'
import { getWordCutter } from '../../../../apps/server/src/platform/words/index.ts'
import { demoKnowledge } from '../../../../apps/server/src/seed/demo-knowledge.ts'
import { percentile } from '../rig/statistics.ts'
import { type Bench, rowOf } from '../row.ts'

const folder = fileURLToPath(new URL('../../../fixtures/robot/', import.meta.url))
const entries = 5_000
const budgetMs = 10
const leastTop1 = 0.88
const mostWrong = 0.04
const settings = defaultSettings('zh-CN')

interface Known {
  readonly title: string
  readonly variants: readonly string[]
  readonly answer: string
}

export const robot: Bench = {
  name: 'robot',
  what: `how often a robot means what visitors mean, and how long a question takes among ${entries} entries`,
  async run() {
    const read = createReader(await getWordCutter({ guesses: false }), settings)
    const decideAmong = async (known: readonly Known[]) => {
      const find = await createFinder(
        known.map(({ title, variants, answer }, index) => ({
          entryId: String(index),
          title,
          phrasings: [title, ...variants].map((text) => ({ text, terms: read(text) })),
          answer: read(answer),
        })),
      )
      return (text: string) => decide(text, settings, { read, find })
    }
    const demo = demoKnowledge.flatMap(({ questions }) => questions)
    const parts = [
      { part: 'tuned', known: demo },
      { part: 'held-out', known: demo },
      { part: 'clinic', known: knowledgeIn(textOf('clinic-knowledge')) },
      { part: 'school', known: knowledgeIn(textOf('school-knowledge')) },
    ].map((one) => ({ ...one, cases: casesOf(one.part) }))
    const quality = await Promise.all(
      parts.map(async ({ part, known, cases }) => {
        const { top1, helped, wrong, shares, handOverPrecision } = qualityOf(cases, settings, await decideAmong(known))
        const isBudgeted = part === 'held-out'
        return rowOf({
          name: `robot top-1, ${part}`,
          value: top1,
          unit: 'share',
          budget: isBudgeted ? `>= ${leastTop1}, wrong answers <= ${mostWrong}` : '-',
          met: !isBudgeted || (top1 >= leastTop1 && wrong <= mostWrong),
          notes: [
            `${cases.length} questions, ${known.length} entries: answers right ${(1 - wrong).toFixed(3)}, hand-overs right ${handOverPrecision.toFixed(3)}, answered or offered ${helped.toFixed(3)}`,
            `answered ${shares.answer.toFixed(2)}, asked back ${shares.menu.toFixed(2)}, handed over ${shares.handOver.toFixed(2)}`,
          ],
        })
      }),
    )

    const beganAt = performance.now()
    const amongMany = await decideAmong(manyOf(demo))
    const builtMs = performance.now() - beganAt
    const asked = parts.filter(({ known }) => known === demo).flatMap(({ cases }) => cases)
    for (const { text } of asked) amongMany(text)
    const times = asked.map(({ text }) => {
      const startedAt = performance.now()
      amongMany(text)
      return performance.now() - startedAt
    })
    const p95 = percentile(times, 0.95)
    return [
      ...quality,
      rowOf({
        name: `robot, ${entries} entries`,
        value: percentile(times, 0.5),
        unit: 'ms',
        budget: `p95 <= ${budgetMs} ms`,
        met: p95 <= budgetMs,
        notes: [
          `median a question; p95 ${p95.toFixed(2)} ms, worst ${Math.max(...times).toFixed(2)} ms; all read anew in ${builtMs.toFixed(0)} ms`,
        ],
      }),
    ]
  },
}

const textOf = (name: string): string => readFileSync(`${folder}${name}.txt`, 'utf8')
const casesOf = (part: string): Case[] => casesIn(textOf(part))

/** The same questions about many things: words are shared among entries as they are in a large shop. */
const manyOf = (known: readonly Known[]): Known[] =>
  Array.from({ length: entries }, (_, index) => {
    const { title, variants, answer } = known[index % known.length] as Known
    const about = `${index} 号商品`
    return { title: `${about}：${title}`, variants: variants.map((text) => `${about}${text}`), answer }
  })
