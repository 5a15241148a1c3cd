import type { Decision } from './decide.ts'
import { offeredOf, type Rules } from './decide.ts'

/** A line of `tests/fixtures/robot`: what somebody wrote, and what is meant. */
export interface Case {
  readonly text: string
  /** The title of the question; null: nothing that is known; `person`: a person is asked for. */
  readonly means: { readonly title: string } | 'person' | null
}

export const casesIn = (lines: string): Case[] =>
  lines
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [text = '', meant = ''] = line.split('\t')
      return { text, means: meant === '-' ? null : meant === '@' ? 'person' : { title: meant.trim() } }
    })

/** What a robot knows, a question each line: title, other ways to ask it divided by |, answer. */
export const knowledgeIn = (lines: string) =>
  lines
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [title = '', variants = '', answer = ''] = line.split('\t')
      return { title, variants: variants.split('|'), answer }
    })

/** What became of the cases, as shares of those that they concern. */
export interface Quality {
  readonly cases: number
  /** The surest candidate is what is meant. */
  readonly top1: number
  /** Answered, and rightly. */
  readonly answered: number
  /** Answered rightly, or offered in the menu. */
  readonly helped: number
  /** Of what was answered: how much was wrong, or should not have been answered. */
  readonly wrong: number
  /** Of all cases: answered at once, asked back, handed over. */
  readonly shares: { readonly answer: number; readonly menu: number; readonly handOver: number }
  /** Of what was handed over: how much a robot could not have answered. */
  readonly handOverPrecision: number
  readonly faults: readonly {
    readonly text: string
    readonly outcome: string
    readonly got: string
    readonly score: number
  }[]
}

export function qualityOf(cases: readonly Case[], rules: Rules, decideOn: (text: string) => Decision): Quality {
  let known = 0
  let top1 = 0
  let rightly = 0
  let helped = 0
  let answers = 0
  let wrong = 0
  let menus = 0
  let handed = 0
  let handedRightly = 0
  const faults: Quality['faults'][number][] = []
  for (const { text, means } of cases) {
    const decision = decideOn(text)
    const { outcome, candidates } = decision
    const best = candidates[0]
    const title = means !== null && means !== 'person' ? means.title : undefined
    const isRight = title !== undefined && best?.title === title
    const offers = outcome === 'menu' && offeredOf(decision, rules).some((offered) => offered.title === title)
    if (title !== undefined) known++
    if (isRight) top1++
    if (outcome === 'answer') answers++
    if (outcome === 'menu') menus++
    if (outcome === 'answer' && isRight) rightly++
    if ((outcome === 'answer' && isRight) || offers) helped++
    if (outcome === 'answer' && !isRight) wrong++
    if (outcome === 'person' || outcome === 'unknown') handed++
    if ((outcome === 'person' || outcome === 'unknown') && title === undefined) handedRightly++
    const isGood = title === undefined ? outcome === (means ?? 'unknown') : (outcome === 'answer' && isRight) || offers
    if (!isGood) faults.push({ text, outcome, got: best?.title ?? '', score: best?.score ?? 0 })
  }
  const share = (part: number, of: number) => (of === 0 ? 1 : part / of)
  return {
    cases: cases.length,
    top1: share(top1, known),
    answered: share(rightly, known),
    helped: share(helped, known),
    wrong: share(wrong, answers),
    shares: {
      answer: share(answers, cases.length),
      menu: share(menus, cases.length),
      handOver: share(handed, cases.length),
    },
    handOverPrecision: share(handedRightly, handed),
    faults,
  }
}
