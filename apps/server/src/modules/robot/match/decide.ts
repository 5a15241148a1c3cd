import type { RobotOutcome } from '@youwen/contract'
import { normalize } from '../../../platform/words/index.ts'
import type { Candidate, Finder } from './find.ts'
import { aroundPerson, isGreeting, isThanks } from './language.ts'
import type { Terms } from './terms.ts'

export interface Rules {
  readonly answerAt: number
  readonly suggestAt: number
  readonly personWords: readonly string[]
}

export interface Decision {
  readonly outcome: RobotOutcome
  readonly candidates: readonly Candidate[]
}

const shown = 8
const inMenu = 4
/** Two that are nearer to each other than this: who is meant is asked, unless one is as good as certain. */
const tooClose = 0.14
const bare = 0.3
const certain = 0.9
const chinese = '一二三四五六七八九'

/** `2`, `第二个`: one of those that were offered. */
export function chosenOf(text: string, choices: readonly string[]): string {
  const named = /^(?:第|选|选择)?\s*([1-9一二三四五六七八九])\s*(?:个|项|条|号)?[.。、!！]?$/u.exec(
    normalize(text).trim(),
  )?.[1]
  if (named === undefined) return text
  const place = chinese.includes(named) ? chinese.indexOf(named) : Number(named) - 1
  return choices[place] ?? text
}

/** 转人工; not 人工费多少钱. */
export function wantsPerson(text: string, personWords: readonly string[]): boolean {
  const said = normalize(text)
  return personWords.map(normalize).some((word) => {
    if (word === '' || !said.includes(word)) return false
    if (/^[\w ]+$/.test(word)) return new RegExp(`\\b${word}\\b`).test(said)
    if (/^[转找接换不]/u.test(word)) return true
    return said.replaceAll(word, '').replace(aroundPerson, '').length <= 1
  })
}

/** What is to be done about a text; `read` and `find` know the company's words and what can be answered. */
export function decide(
  text: string,
  rules: Rules,
  { read, find }: { read: (text: string) => Terms; find: Finder },
): Decision {
  const said = normalize(text).trim()
  const terms = read(text)
  const candidates = find(terms, shown)
  const [best, second] = candidates
  if (best?.score === 1) return { outcome: 'answer', candidates }
  if (wantsPerson(text, rules.personWords)) return { outcome: 'person', candidates }
  if (isGreeting(said)) return { outcome: 'greeting', candidates }
  if (isThanks(said)) return { outcome: 'thanks', candidates }
  if (!best || best.score < rules.suggestAt) return { outcome: 'unknown', candidates }
  // 多少钱: one word alone hardly ever says of what.
  const near = terms.words.size > 1 ? tooClose : bare
  const isAlone = !second || best.score - second.score >= near || best.score >= certain
  return { outcome: best.score >= rules.answerAt && isAlone ? 'answer' : 'menu', candidates }
}

/** What a menu offers. */
export const offeredOf = ({ candidates }: Decision, { suggestAt }: Pick<Rules, 'suggestAt'>): readonly Candidate[] =>
  candidates.filter(({ score }) => score >= suggestAt).slice(0, inMenu)
