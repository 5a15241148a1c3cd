import type { AssistantTask } from '@youwen/contract'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { createMask, type Mask } from './masks.ts'
import type { Complete, Model } from './provider.ts'
import type { Settings } from './settings.ts'
import * as store from './store.ts'
import { material } from './tasks/prompts.ts'

export interface AskParts {
  readonly db: Db
  readonly complete: Complete
  readonly settings: Pick<Settings, 'read'>
  readonly now: () => Date
}

export interface Errand {
  readonly task: AssistantTask
  readonly system: string
  /** Somebody's words. What identifies people is taken out before they leave the house. */
  readonly said: string
  readonly maxTokens: number
  readonly timeoutMs?: number
}

const patienceMs = 20_000

/** Sends errands to the company's model: only those that are switched on, and as many as the month allows. */
export function createAsk({ db, complete, settings, now }: AskParts) {
  async function modelFor(companyId: string, task: AssistantTask): Promise<Model> {
    const { baseUrl, model, key, tasks, monthlyAllowance } = await settings.read(companyId)
    if (!tasks.includes(task) || baseUrl === '') {
      throw new Refusal('conflict', 'assistant.off', 'The assistant does not do this in this company.')
    }
    if (monthlyAllowance !== null) {
      const used = await db.company(companyId, (tx) => store.findUsage(tx, companyId, now()))
      const tokens = used.reduce((sum, { promptTokens, completionTokens }) => sum + promptTokens + completionTokens, 0)
      if (tokens >= monthlyAllowance) {
        throw new Refusal('conflict', 'assistant.over_budget', 'What the month allows is used up.')
      }
    }
    return { baseUrl, model, key }
  }

  return async function ask<Answer>(
    companyId: string,
    { task, system, said, maxTokens, timeoutMs = patienceMs }: Errand,
    read: (answer: string, mask: Mask) => Answer,
  ): Promise<Answer> {
    const model = await modelFor(companyId, task)
    const mask = createMask()
    const spent = { promptTokens: 0, completionTokens: 0 }
    let failures = 1
    try {
      const completion = await complete(model, { system, user: material(mask.hide(said)), maxTokens, timeoutMs })
      spent.promptTokens = completion.promptTokens
      spent.completionTokens = completion.completionTokens
      const answer = read(completion.text, mask)
      failures = 0
      return answer
    } finally {
      await db.company(companyId, (tx) => store.addUsage(tx, companyId, now(), { task, calls: 1, failures, ...spent }))
    }
  }
}
export type Ask = ReturnType<typeof createAsk>
