/**
 * A stand-in for a language model behind the OpenAI-compatible interface: `POST /v1/chat/completions` with a bearer key,
 * as in OpenAI's "Create chat completion". What it answers is up to whoever starts it.
 */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ChatQuestion {
  readonly system: string
  readonly user: string
}

export interface LanguageModelSimulator extends AsyncDisposable {
  /** Up to and with `/v1`. */
  readonly baseUrl: string
  readonly key: string
  readonly model: string
  /** What it was asked, oldest first. */
  readonly asked: readonly ChatQuestion[]
  /** From now on: words, an HTTP status, or never anything. */
  answerWith(answer: string | number | 'never' | ((question: ChatQuestion) => string)): void
}

export async function startLanguageModelSimulator(): Promise<LanguageModelSimulator> {
  const key = 'simulated-key'
  const model = 'simulated-chat'
  const asked: ChatQuestion[] = []
  let answer: string | number | ((question: ChatQuestion) => string) = '您好'

  const server = createServer(async (request, response) => {
    const say = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    const fail = (status: number, message: string) => say(status, { error: { message, type: 'invalid_request_error' } })
    const body = JSON.parse(await bodyOf(request))
    if (request.headers.authorization !== `Bearer ${key}`) return void fail(401, 'Incorrect API key provided.')
    if (request.method !== 'POST' || request.url !== '/v1/chat/completions')
      return void fail(404, 'Unknown request URL.')
    if (body.model !== model) return void fail(404, `The model ${body.model} does not exist.`)
    const contentOf = (role: string) => body.messages.find((one: { role: string }) => one.role === role)?.content ?? ''
    const question = { system: contentOf('system'), user: contentOf('user') }
    asked.push(question)
    if (answer === 'never') return
    if (typeof answer === 'number') return void fail(answer, 'Something is wrong.')
    const content = typeof answer === 'string' ? answer : answer(question)
    say(200, {
      id: 'chatcmpl-1',
      object: 'chat.completion',
      model,
      choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 120, completion_tokens: 30, total_tokens: 150 },
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    key,
    model,
    asked,
    answerWith(next) {
      answer = next
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request.setEncoding('utf8')) text += chunk
  return text || '{}'
}
