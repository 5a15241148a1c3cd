import { z } from 'zod'
import type { Ask } from '../ask.ts'
import { jsonOf } from '../provider.ts'
import { choosePrompt } from './prompts.ts'

export interface Known {
  readonly title: string
  /** What it is answered with. */
  readonly answer: string
}

/** A visitor waits for it. */
const patienceMs = 6_000
const answerLength = 200

/**
 * Which of the things that a company knows answers a question: its place, or undefined when none does. The model writes
 * nothing that a visitor reads. Off, down, slow or talking nonsense, it has chosen nothing.
 */
export const createChooser =
  ({ ask, isOn }: { ask: Ask; isOn: (companyId: string) => Promise<boolean> }) =>
  async (companyId: string, question: string, known: readonly Known[]): Promise<number | undefined> => {
    if (known.length === 0 || !(await isOn(companyId))) return undefined
    const entries = known.map(({ title, answer }, index) => `${index + 1}. ${title}：${answer.slice(0, answerLength)}`)
    const said = `问题：${question}\n条目：\n${entries.join('\n')}`
    try {
      const errand = { task: 'robot', system: choosePrompt, said, maxTokens: 30, timeoutMs: patienceMs } as const
      const number = await ask(companyId, errand, (answer) => z.tuple([z.int()]).parse(jsonOf(answer))[0])
      return known[number - 1] === undefined ? undefined : number - 1
    } catch {
      return undefined
    }
  }
