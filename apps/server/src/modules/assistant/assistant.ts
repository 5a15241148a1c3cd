import type { AssistantReply, AssistantSource, Message, TranslationLanguage } from '@youwen/contract'
import { z } from 'zod'
import { deriveKey } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import { createAsk } from './ask.ts'
import { createProvider, jsonOf, nonsense } from './provider.ts'
import { createSettings } from './settings.ts'
import { createChooser } from './tasks/choose.ts'
import { createReader } from './tasks/extract.ts'
import { classifyPrompt, summaryPrompt, translatePrompt } from './tasks/prompts.ts'
import { createReply } from './tasks/reply.ts'
import { transcriptOf } from './tasks/talk.ts'

export interface AssistantParts {
  readonly db: Db
  readonly outbound: Outbound
  readonly secret: Buffer
  readonly now: () => Date
  readonly collaborators: {
    /** Of a conversation that the agent may see, oldest first; refuses any other. */
    messages(agent: AgentCaller, conversationId: string): Promise<readonly Message[]>
    /** That may be given to a conversation, each with the names above it: 售后 / 退款. */
    classes(companyId: string): Promise<readonly { readonly classId: string; readonly path: string }[]>
    companyName(companyId: string): Promise<string>
    /** What the company's robot knows that comes nearest to any of these, the nearest first. */
    knownAbout(companyId: string, asked: readonly string[], limit: number): Promise<AssistantSource[]>
  }
}

const maxClasses = 3
const testPatienceMs = 15_000

/**
 * A language model that helps agents: it suggests, they decide. It is told what was said without numbers and addresses,
 * is asked for nothing that was not switched on, and whatever it cannot do leaves the desk as it was.
 */
export function createAssistant({ db, outbound, secret, now, collaborators }: AssistantParts) {
  const complete = createProvider({ outbound })
  const settings = createSettings({ db, sealingKey: deriveKey(secret, 'assistant keys'), outbound, now })
  const ask = createAsk({ db, complete, settings, now })

  const suggestReply = createReply({ ask, ...collaborators })

  async function saidIn(agent: AgentCaller, conversationId: string) {
    const messages = await collaborators.messages(agent, conversationId)
    const talk = transcriptOf(messages)
    if (talk === '') throw new Refusal('conflict', 'assistant.nothing_said', 'Nothing was said yet.')
    return { messages, talk }
  }

  return {
    settings,

    /** Whether it answers at all, as it is set up; counts for nothing. */
    async test(companyId: string): Promise<{ text: string; tookMs: number }> {
      const { baseUrl, model, key } = await settings.read(companyId)
      if (baseUrl === '') throw new Refusal('conflict', 'assistant.off', 'No model is set up.')
      const begunAt = performance.now()
      const system = '用一句话问候，十个字以内。'
      const { text } = await complete(
        { baseUrl, model, key },
        { system, user: '你好', maxTokens: 60, timeoutMs: testPatienceMs },
      )
      return { text: text.slice(0, 200), tookMs: Math.round(performance.now() - begunAt) }
    },

    async translate(agent: AgentCaller, texts: readonly string[], to: TranslationLanguage): Promise<string[]> {
      const said = JSON.stringify(texts)
      const errand = { task: 'translate', system: translatePrompt(to), said, maxTokens: 200 + said.length * 2 } as const
      return ask(agent.companyId, errand, (answer, mask) => {
        const read = z.array(z.string()).length(texts.length).safeParse(jsonOf(answer))
        if (!read.success) throw nonsense()
        return read.data.map(mask.restore)
      })
    },

    async reply(agent: AgentCaller, conversationId: string): Promise<AssistantReply> {
      const { messages, talk } = await saidIn(agent, conversationId)
      return suggestReply(agent, messages, talk)
    },

    async summary(agent: AgentCaller, conversationId: string): Promise<string> {
      const { talk: said } = await saidIn(agent, conversationId)
      const errand = { task: 'summary', system: summaryPrompt, said, maxTokens: 600 } as const
      return ask(agent.companyId, errand, (answer, mask) => mask.restore(answer))
    },

    /** Best first, at most three; none when none fits. */
    async classify(agent: AgentCaller, conversationId: string): Promise<string[]> {
      const { talk: said } = await saidIn(agent, conversationId)
      const classes = await collaborators.classes(agent.companyId)
      if (classes.length === 0) return []
      const system = classifyPrompt(classes.map(({ path }) => path))
      return ask(agent.companyId, { task: 'classify', system, said, maxTokens: 60 }, (answer) => {
        const read = z.array(z.coerce.number().int()).safeParse(jsonOf(answer))
        if (!read.success) throw nonsense()
        const chosen = read.data.flatMap((number) => classes[number - 1]?.classId ?? [])
        return [...new Set(chosen)].slice(0, maxClasses)
      })
    },

    /** What cards are filled with where rules found nothing. */
    readCard: createReader({ ask, tasks: settings.tasks }),

    /** For the robot where it is not sure. */
    chooseAnswer: createChooser({
      ask,
      isOn: async (companyId) => (await settings.tasks(companyId)).includes('robot'),
    }),
  }
}
export type Assistant = ReturnType<typeof createAssistant>
