import type { PhraseBody, RobotSettings, RobotTrial } from '@youwen/contract'
import { getWordCutter } from '../../../platform/words/index.ts'
import { type Decision, decide, type Rules } from '../match/decide.ts'
import { type Askable, breathe, createFinder, type Finder } from '../match/find.ts'
import { createReader, type Terms } from '../match/terms.ts'
import { findEntries, type StoredEntry } from '../store/entries.ts'
import { findRevision } from '../store/settings.ts'
import type { RobotParts } from './collaborators.ts'

/** What a node holds of one company's knowledge. */
interface Brain {
  readonly revision: number
  readonly settings: RobotSettings
  readonly rules: Rules
  readonly read: (text: string) => Terms
  readonly find: Finder
  readonly questions: ReadonlyMap<string, StoredEntry & { readonly body: PhraseBody }>
  /** Texts that were read, so that a change of one question reads only that one again. */
  readonly texts: ReadonlyMap<string, Terms>
}

type Chosen = Decision & { readonly by: RobotTrial['by'] }

const maxBrains = 500
/** Nearer than this may have to do with what is asked. */
const relatedAt = 0.15
/** Titles of a greeting. */
const offered = 4

const wordsOf = (body: PhraseBody): string => {
  if (body.type === 'text') return body.text
  return body.type === 'card' ? `${body.title} ${body.text}` : ''
}

/**
 * The knowledge of companies as this node holds it in memory. Each question asks the database for the revision, which is
 * one row: so whatever node answers, it answers with what is there now, also when it missed that something changed.
 */
export function createBrains({ db, rules, chooseAnswer }: Pick<RobotParts, 'db' | 'rules' | 'chooseAnswer'>) {
  const brains = new Map<string, Brain>()
  const building = new Map<string, Promise<Brain>>()

  async function build(companyId: string, known: Brain | undefined): Promise<Brain> {
    const [{ revision, entries }, settings, cutter] = await Promise.all([
      db.company(companyId, async (tx) => ({
        revision: await findRevision(tx, companyId),
        entries: await findEntries(tx, companyId),
      })),
      rules.settings(companyId),
      getWordCutter({ guesses: false }),
    ])
    const { synonyms, stopWords } = settings
    const isSameLanguage =
      known !== undefined &&
      JSON.stringify([synonyms, stopWords]) === JSON.stringify([known.settings.synonyms, known.settings.stopWords])
    const read = isSameLanguage ? known.read : createReader(cutter, { synonyms, stopWords })
    const texts = new Map<string, Terms>()
    const termsOf = (text: string): Terms => {
      const terms = texts.get(text) ?? (isSameLanguage ? known.texts.get(text) : undefined) ?? read(text)
      texts.set(text, terms)
      return terms
    }
    const askable: Askable[] = []
    const questions = new Map<string, StoredEntry & { readonly body: PhraseBody }>()
    for (const [index, entry] of entries.entries()) {
      const { entryId, title, variants, body, isEnabled } = entry
      if (body === null || !isEnabled) continue
      questions.set(entryId, { ...entry, body })
      const phrasings = [title, ...variants].map((text) => ({ text, terms: termsOf(text) }))
      askable.push({ entryId, title, phrasings, answer: termsOf(wordsOf(body)) })
      if (index % 20 === 19) await breathe()
    }
    return { revision, settings, rules: rulesOf(settings), read, find: await createFinder(askable), questions, texts }
  }

  async function brainOf(companyId: string): Promise<Brain> {
    const known = brains.get(companyId)
    const [revision, settings] = await Promise.all([
      db.company(companyId, (tx) => findRevision(tx, companyId)),
      rules.settings(companyId),
    ])
    if (known?.revision === revision && known.settings === settings) return known
    const running = building.get(companyId)
    if (running) {
      await running.catch(() => undefined)
      return brainOf(companyId)
    }
    const built = build(companyId, known).finally(() => building.delete(companyId))
    building.set(companyId, built)
    const brain = await built
    if (brains.size >= maxBrains) brains.clear()
    brains.set(companyId, brain)
    return brain
  }

  /**
   * What is to be done about a text. Where the robot is not sure, somebody who reads better may choose among what it
   * found: he never says anything of his own.
   */
  async function decideOn(companyId: string, brain: Brain, text: string): Promise<Chosen> {
    const decision = decide(text, brain.rules, brain)
    const { outcome, candidates } = decision
    if (outcome !== 'menu' && outcome !== 'unknown') return { ...decision, by: 'rules' }
    const known = candidates.flatMap(({ entryId, title }) => {
      const found = brain.questions.get(entryId)
      return found ? [{ title, answer: wordsOf(found.body) }] : []
    })
    const place = await chooseAnswer(companyId, text, known)
    const chosen = place === undefined ? undefined : candidates[place]
    if (!chosen) return { ...decision, by: 'rules' }
    return { outcome: 'answer', candidates: [chosen, ...candidates.filter((one) => one !== chosen)], by: 'assistant' }
  }

  return {
    of: brainOf,
    decideOn,

    /** What it knows that comes nearest to any of these texts, the nearest first: for people who answer themselves. */
    async knownAbout(companyId: string, texts: readonly string[], limit: number) {
      const { questions, read, find } = await brainOf(companyId)
      const scores = new Map<string, number>()
      for (const { entryId, score } of texts.flatMap((text) => find(read(text), limit))) {
        if (score >= relatedAt) scores.set(entryId, Math.max(score, scores.get(entryId) ?? 0))
      }
      return [...scores]
        .sort(([, a], [, b]) => b - a)
        .flatMap(([entryId]) => {
          const question = questions.get(entryId)
          const answer = question ? wordsOf(question.body) : ''
          return question && answer !== '' ? [{ entryId, title: question.title, answer }] : []
        })
        .slice(0, limit)
    },

    /** Beside what it would do: what it understood, and how long it took. */
    async try(companyId: string, question: string): Promise<RobotTrial> {
      const brain = await brainOf(companyId)
      const startedAt = performance.now()
      const { outcome, candidates, by } = await decideOn(companyId, brain, question)
      const tookMs = performance.now() - startedAt
      return { outcome, by, words: [...brain.read(question).words.keys()], candidates: [...candidates], tookMs }
    },
  }
}
export type Brains = ReturnType<typeof createBrains>

/** What a menu offers to press is a wish for a person, in any language. */
const rulesOf = ({ answerAt, suggestAt, personWords, says }: RobotSettings): Rules => ({
  answerAt,
  suggestAt,
  personWords: [...personWords, ...Object.values(says).map(({ toPerson }) => toPerson)],
})

/** What is asked most; before anything was, what stands first. */
export const favouritesOf = ({ questions }: Pick<Brain, 'questions'>): string[] =>
  [...questions.values()]
    .sort((a, b) => b.hitCount - a.hitCount)
    .slice(0, offered)
    .map(({ title }) => title)
