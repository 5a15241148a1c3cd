import type { AssistantSource, Message } from '@youwen/contract'
import { assistantLimits } from '@youwen/contract/limits'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { Ask } from '../ask.ts'
import { replyPrompt } from './prompts.ts'

export interface ReplyParts {
  readonly ask: Ask
  readonly companyName: (companyId: string) => Promise<string>
  /** What the company's robot knows that comes nearest to any of these, the nearest first. */
  readonly knownAbout: (companyId: string, asked: readonly string[], limit: number) => Promise<AssistantSource[]>
}

/** Of what the visitor said last, so much is looked up. */
const lookedUp = 3
const answerLength = 600
/** The last line of an answer: which entries it rests on. */
const basis = /\s*[（(【[]?\s*依据\s*[:：]([\d,，、\s]*)[）)】\]]?[。.]?\s*$/u

/** A reply to what the visitor asked last, from what was said and what the company knows, and what of that it rests on. */
export const createReply =
  ({ ask, companyName, knownAbout }: ReplyParts) =>
  async ({ companyId }: AgentCaller, messages: readonly Message[], talk: string) => {
    const known = await knownAbout(companyId, askedLast(messages), assistantLimits.sources)
    const entries = known.map(({ title, answer }, index) => `${index + 1}. ${title}：${answer.slice(0, answerLength)}`)
    const said = entries.length === 0 ? talk : `对话：\n${talk}\n\n知识库条目：\n${entries.join('\n')}`
    const system = replyPrompt(await companyName(companyId), known.length > 0)
    return ask(companyId, { task: 'reply', system, said, maxTokens: 400 }, (answer, mask) => {
      const numbers = (basis.exec(answer)?.[1] ?? '').match(/\d+/g) ?? []
      const used = new Set(numbers.flatMap((number) => known[Number(number) - 1] ?? []))
      return { text: mask.restore(answer.replace(basis, '')), sources: [...used] }
    })
  }

/** What the visitor said last, the latest first. */
const askedLast = (messages: readonly Message[]): string[] =>
  messages
    .flatMap(({ from, body }) => (from === 'visitor' && body.type === 'text' ? [body.text] : []))
    .slice(-lookedUp)
    .reverse()
