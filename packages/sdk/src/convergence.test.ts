import type { Message } from '@youwen/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryStorage } from './storage.ts'
import { type Line, startFakeServer } from './testing/fake-server.ts'
import {
  message,
  openWebSocket,
  quiet,
  site,
  until,
  visitorConversation,
  visitorId,
  welcome,
} from './testing/things.ts'
import { createVisitorClient } from './visitor.ts'

type Step =
  | { readonly do: 'agent notes' | 'agent recalls' | 'agent quotes' }
  | { readonly do: 'visitor says' | 'agent says' | 'line breaks' | 'conversation ends' | 'page reloads' | 'breathe' }
  /** What happens to the next frame that the server sends about a message, or to its ack. */
  | { readonly do: 'lose' | 'repeat' | 'hold back' }

/** A server that keeps the truth and whose line to the client may lose, repeat and reorder what it tells. */
async function startWorld() {
  const server = await startFakeServer()
  const truth: Message[] = []
  const known = new Map<string, Message>()
  const trouble: Step['do'][] = []
  let conversation = 1
  let line: Line | null = null
  let heldBack: object[] = []
  let isOver = false

  const idOf = (n: number) => `0198a000-0000-4000-8000-${String(n).padStart(12, '0')}`
  const inConversation = (id: string) => truth.filter(({ conversationId }) => conversationId === id)
  const previousOf = (id: string) => {
    const before = truth.filter(({ conversationId }) => conversationId < id).at(-1)
    return before && { previous: { conversationId: before.conversationId, lastSeq: before.seq } }
  }
  /** The one that goes on, or the last one. */
  const summary = () => {
    const { conversationId = idOf(1), seq: lastSeq = 0 } = truth.at(-1) ?? {}
    return visitorConversation({ conversationId, lastSeq, ...previousOf(conversationId) })
  }

  const append = (more: Partial<Message>) => {
    const conversationId = idOf(conversation)
    const seq = inConversation(conversationId).length + 1
    const at = new Date(Date.UTC(2026, 10, 22) + truth.length * 1_000).toISOString()
    const made = message(seq, { id: idOf(5_000 + truth.length), conversationId, at, ...more })
    truth.push(made)
    known.set(made.id, made)
    return made
  }

  /** What colleagues tell each other has a position in the visitor's stream, and no words. */
  const noteAmongColleagues = () => append({ from: 'system', senderId: null, body: { type: 'event', event: 'hidden' } })
  const lastSaid = () =>
    inConversation(idOf(conversation)).findLast(({ from, body }) => from === 'agent' && body.type === 'text')
  function quoteLast(): Message {
    const said = lastSaid()
    if (said?.body.type !== 'text') return append({})
    const { id: messageId, conversationId, seq, from, senderId } = said
    const quote = { messageId, conversationId, seq, from, senderId, type: 'text', text: said.body.text } as const
    return append({ body: { type: 'text', text: `答 ${truth.length}`, quote } })
  }
  function recallLast(): Message | undefined {
    const said = lastSaid()
    if (!said) return undefined
    const event = append({
      from: 'system',
      senderId: null,
      body: {
        type: 'event',
        event: 'recalled',
        messageId: said.id,
        by: 'agent',
        agentId: said.senderId,
        isNote: false,
      },
    })
    for (const [index, message] of truth.entries()) {
      const { body } = message
      if (message.id === said.id) truth[index] = { ...message, body: { type: 'recalled' } }
      else if (body.type === 'text' && body.quote?.messageId === said.id) {
        truth[index] = { ...message, body: { ...body, quote: { ...body.quote, type: 'recalled', text: '' } } }
      }
    }
    return event
  }

  const tell = (frame: object) => {
    const fate = trouble.shift()
    if (fate === 'lose') return
    if (fate === 'hold back') return void heldBack.push(frame)
    line?.send(frame)
    if (fate === 'repeat') line?.send(frame)
    for (const late of heldBack.splice(0)) line?.send(late)
  }

  const serve = async () => {
    while (!isOver) {
      const current = await server.accept()
      line = current
      heldBack = []
      const id = summary().conversationId
      const { resume } = current.hello
      const resumed = resume?.conversationId === id
      const all = inConversation(id)
      current.send(
        welcome({
          conversation: truth.length ? summary() : null,
          messages: resumed ? all.slice(resume.seq) : truth.slice(),
          resumed,
        }),
      )
      current.answer('send', ({ id, body }) => {
        const made = known.get(id) ?? append({ id, from: 'visitor', senderId: visitorId, body })
        if (line !== current) return
        // An answer on a line that lives is not lost; it is when the line breaks first.
        if (trouble[0] === 'lose') {
          trouble.shift()
          current.drop()
        } else tell({ type: 'ack', id, conversationId: made.conversationId, seq: made.seq, at: made.at })
      })
      current.answer('fetch', ({ id, conversationId, after = 0, before = Number.POSITIVE_INFINITY }) => {
        const range = inConversation(conversationId).filter(({ seq }) => seq > after && seq < before)
        current.send({
          type: 'messages',
          id,
          conversationId,
          messages: range.slice(0, 3),
          hasEarlier: true,
          ...(range[0]?.seq === 1 && previousOf(conversationId)),
        })
      })
    }
  }
  void serve()

  return {
    url: server.url,
    truth,
    act(step: Step['do']) {
      if (step === 'agent says') tell({ type: 'message', message: append({}) })
      else if (step === 'agent notes') tell({ type: 'message', message: noteAmongColleagues() })
      else if (step === 'agent quotes') tell({ type: 'message', message: quoteLast() })
      else if (step === 'agent recalls') {
        const message = recallLast()
        if (message) tell({ type: 'message', message })
      } else if (step === 'line breaks') line?.drop()
      else if (step === 'conversation ends' && inConversation(idOf(conversation)).length) {
        tell({ type: 'conversation', conversation: summary() })
        conversation++
      } else if (step === 'lose' || step === 'repeat' || step === 'hold back') trouble.push(step)
    },
    /** The faults are over; the list is told once more, as the real server does a few times a second. */
    calm() {
      trouble.splice(0)
      for (const late of heldBack.splice(0)) line?.send(late)
      if (truth.length) line?.send({ type: 'conversation', conversation: summary() })
    },
    async [Symbol.asyncDispose]() {
      isOver = true
      await server[Symbol.asyncDispose]()
    },
  }
}

const step: fc.Arbitrary<Step['do']> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Step['do']>('visitor says', 'agent says') },
  { weight: 3, arbitrary: fc.constantFrom<Step['do']>('agent notes', 'agent recalls', 'agent quotes') },
  { weight: 2, arbitrary: fc.constantFrom<Step['do']>('lose', 'repeat', 'hold back') },
  { weight: 2, arbitrary: fc.constantFrom<Step['do']>('line breaks', 'breathe') },
  { weight: 1, arbitrary: fc.constantFrom<Step['do']>('conversation ends', 'page reloads') },
)

/** The only message of a conversation and the row at its end are lost, of one conversation and of two in a row. */
const unheardOf: readonly Step['do'][] = ['lose', 'agent says', 'lose', 'conversation ends']
const found: [Step['do'][]][] = [
  [['agent says', 'conversation ends', ...unheardOf, 'agent says']],
  [['agent says', 'conversation ends', ...unheardOf, ...unheardOf, 'agent says', 'conversation ends']],
  [[...unheardOf, 'visitor says']],
]

const isShown = ({ body }: Message) => body.type !== 'event' || body.event !== 'hidden'

it('shows in the end exactly what the server holds (RT13, RT14, RT42), whatever the line loses, repeats or reorders', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      await using world = await startWorld()
      const storage = createMemoryStorage()
      const open = () =>
        createVisitorClient({ url: world.url, site, role: 'chat', storage, openWebSocket, timing: quiet })
      let client = open()
      const said: string[] = []
      try {
        // What is said before the greeting is in it, whatever the line would do.
        await until(() => client.state.connection.status === 'open', 'somebody is connected')
        for (const step of steps) {
          if (step === 'visitor says') said.push(client.sendText(`第 ${said.length} 句`))
          else if (step === 'breathe') await new Promise((resolve) => setTimeout(resolve, 5))
          else if (step === 'page reloads') {
            client.close()
            client = open()
          } else world.act(step)
        }
        const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id).join()
        await until(
          () => {
            world.calm()
            const isSent = client.state.messages.every(({ delivery }) => delivery.status === 'sent')
            return isSent && idsOf(client.state.messages) === idsOf(world.truth.filter(isShown))
          },
          'client and server agree',
          8_000,
        ).catch((error) => {
          error.message += `\n${JSON.stringify(client.state.messages.map(({ seq, id, conversationId }) => [conversationId?.slice(-1), seq, id.slice(-4)]))}\n${JSON.stringify(world.truth.map(({ seq, id, conversationId }) => [conversationId.slice(-1), seq, id.slice(-4)]))}`
          throw error
        })
        // Word for word what somebody sees who has just reloaded: what was recalled is gone from quotes too.
        const wordsOf = (list: readonly Pick<Message, 'body'>[]) => list.map(({ body }) => body)
        expect(wordsOf(client.state.messages)).toEqual(wordsOf(world.truth.filter(isShown)))
        const mine = world.truth.filter(({ from }) => from === 'visitor').map(({ id }) => id)
        expect(mine).toEqual(said)
      } finally {
        client.close()
      }
    }),
    { examples: found, numRuns: Number(process.env['SDK_RUNS'] ?? 40), interruptAfterTimeLimit: 20_000 },
  )
}, 60_000)
