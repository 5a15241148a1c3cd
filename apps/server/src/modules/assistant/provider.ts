import { z } from 'zod'
import { Refusal } from '../../platform/errors.ts'
import type { Outbound, OutboundTrouble } from '../../platform/outbound/index.ts'

/** Where a company's model is asked. */
export interface Model {
  readonly baseUrl: string
  readonly model: string
  readonly key: string | undefined
}

export interface Question {
  /** What is to be done; ours. */
  readonly system: string
  /** What it is to be done with; anybody's words, never instructions. */
  readonly user: string
  readonly maxTokens: number
  readonly timeoutMs: number
}

export interface Completion {
  readonly text: string
  readonly promptTokens: number
  readonly completionTokens: number
}

const maxBytes = 512 * 1024

/** The part of OpenAI's "Create chat completion" that all compatible interfaces answer alike. */
const ChatCompletion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z
    .object({
      prompt_tokens: z.number().int().nonnegative().catch(0),
      completion_tokens: z.number().int().nonnegative().catch(0),
    })
    .nullish(),
})

/** Some models think aloud before they answer. */
const thoughts = /^\s*<think>[\s\S]*?<\/think>/

/** Asks a language model by the OpenAI-compatible `POST /chat/completions`, once; whoever wants to may ask again. */
export const createProvider = ({ outbound }: { outbound: Pick<Outbound, 'send'> }) =>
  async function complete({ baseUrl, model, key }: Model, question: Question): Promise<Completion> {
    const { system, user, maxTokens, timeoutMs } = question
    const answer = await outbound.send({
      url: `${baseUrl.replace(/\/+$/, '')}/chat/completions`,
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) },
      body: JSON.stringify({
        model,
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: user },
        ],
        temperature: 0.2,
        max_tokens: maxTokens,
        stream: false,
      }),
      timeoutMs,
      maxBytes,
    })
    if (answer.outcome === 'failed') throw failure(answer.trouble)
    if (answer.status !== 200) throw refusalOf(answer.status)
    const completion = ChatCompletion.safeParse(jsonOf(answer.body.toString('utf8')))
    const text = completion.data?.choices[0]?.message.content.replace(thoughts, '').trim()
    if (!text) throw nonsense()
    return {
      text: text.toWellFormed().replaceAll('\0', ''),
      promptTokens: completion.data?.usage?.prompt_tokens ?? 0,
      completionTokens: completion.data?.usage?.completion_tokens ?? 0,
    }
  }
export type Complete = ReturnType<typeof createProvider>

export const nonsense = () =>
  new Refusal('unavailable', 'assistant.nonsense', 'The model answered something that cannot be used.')

/** The JSON of an answer, also when the model put it between fences or words; undefined when there is none. */
export function jsonOf(text: string): unknown {
  const from = text.search(/[[{]/)
  const until = Math.max(text.lastIndexOf(']'), text.lastIndexOf('}'))
  try {
    return JSON.parse(text.slice(from, until + 1))
  } catch {
    return undefined
  }
}

function failure(trouble: OutboundTrouble): Refusal {
  switch (trouble) {
    case 'timed_out':
      return new Refusal('unavailable', 'assistant.slow', 'The model did not answer in time.')
    case 'busy':
      return busy()
    case 'malformed':
    case 'plain_http':
    case 'closed_network':
      return new Refusal('unavailable', 'assistant.address', 'The address of the model may not be asked.')
    case 'too_large':
    case 'garbled':
      return nonsense()
    default:
      return new Refusal('unavailable', 'assistant.unreachable', 'The model could not be reached.')
  }
}

function refusalOf(status: number): Refusal {
  if (status === 401 || status === 403) {
    return new Refusal('unavailable', 'assistant.key_refused', 'The interface of the model refuses the key.')
  }
  if (status === 404) {
    return new Refusal('unavailable', 'assistant.unknown_model', 'There is no such interface, or no such model.')
  }
  if (status === 429) return busy()
  return new Refusal('unavailable', 'assistant.unreachable', `The interface of the model answered ${status}.`)
}

const busy = () =>
  new Refusal('unavailable', 'assistant.busy', 'The model is asked too much just now.', { retryAfter: 5 })
