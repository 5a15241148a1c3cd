import { randomUUID } from 'node:crypto'
import type { Bus } from './bus.ts'

/** Questions over the bus that some other node may be able to answer. */
export interface Requests extends Disposable {
  /** The first answer; undefined when nobody answered in time. */
  ask(subject: string, question: string): Promise<string | undefined>
  /** Answers what other nodes ask. A handler that fails gives no answer. */
  answer(subject: string, handler: (question: string) => string | Promise<string>): () => void
}

export function createRequests({ bus, timeoutMs = 2_000 }: { bus: Bus; timeoutMs?: number }): Requests {
  const replySubject = `reply.${randomUUID()}`
  const waiting = new Map<string, (answer?: string) => void>()
  const stopListening = bus.subscribe(replySubject, (payload) => {
    const [id, answer] = split(payload)
    waiting.get(id)?.(answer)
  })

  return {
    ask(subject, question) {
      if (bus.isAlone || !bus.isConnected) return Promise.resolve(undefined)
      return new Promise((resolve) => {
        const id = randomUUID()
        const finish = (answer?: string) => {
          clearTimeout(timer)
          waiting.delete(id)
          resolve(answer)
        }
        const timer = setTimeout(finish, timeoutMs)
        waiting.set(id, finish)
        bus.publish(subject, `${replySubject} ${id} ${question}`)
      })
    },
    answer: (subject, handler) =>
      bus.subscribe(subject, (payload) => {
        const [replyTo, rest] = split(payload)
        const [id, question] = split(rest)
        const answering = async () => bus.publish(replyTo, `${id} ${await handler(question)}`)
        answering().catch(() => {})
      }),
    [Symbol.dispose]() {
      stopListening()
      for (const finish of waiting.values()) finish()
    },
  }
}

/** The first word, and what follows it. */
function split(text: string): [string, string] {
  const space = text.indexOf(' ')
  return space < 0 ? [text, ''] : [text.slice(0, space), text.slice(space + 1)]
}
