import fc from 'fast-check'
import pino from 'pino'
import { v7 as newId } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { ActiveConversation } from './active.ts'
import { type Appended, type AppendStore, type Committed, createAppendPipeline } from './append.ts'
import { createWorld, say, text } from './conversation.testing.ts'
import type { AppendRow, SlowOutcome } from './store/append.ts'

describe('two nodes on one database', () => {
  it('number every conversation 1, 2, 3 … without holes, whoever is faster, and keep the order of each sender', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const agent = world.agent({ capacity: 1_000 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ node: fc.nat(1), by: fc.constantFrom('visitor', 'agent') }), {
          minLength: 10,
          maxLength: 60,
        }),
        fc.boolean(),
        async (steps, isCut) => {
          world.bus.isCut = isCut
          const visitor = await world.visitor()
          const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('first'))
          // As a connection does: what takes more than the pipeline holds back the same sender's next message.
          const lanes = new Map<string, Promise<unknown>>()
          const sent = steps.map(({ node, by }, index) => {
            const { conversations } = world.node(node)
            const said = say(`${node} ${by} ${index}`)
            const { promise, resolve } = Promise.withResolvers<Appended>()
            const speak = async () => {
              const atOnce =
                by === 'visitor' ? conversations.visitorSaysAtOnce(visitor, conversationId, said) : undefined
              const slowly = () =>
                by === 'agent'
                  ? conversations.agentSays(agent, conversationId, said)
                  : conversations.visitorSays(visitor, conversationId, said)
              const appended = atOnce ?? slowly()
              resolve(appended)
              if (!atOnce) await appended
            }
            const lane = `${node} ${by}`
            lanes.set(lane, lanes.get(lane)?.then(speak) ?? speak())
            return promise
          })
          const acknowledged = await Promise.all(sent)
          await world.settled()
          const stored = await world.stored(conversationId)
          expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1))
          expect(stored).toHaveLength(steps.length + 2)
          expect(new Set(acknowledged.map(({ seq }) => seq)).size).toBe(steps.length)
          for (const node of [0, 1]) {
            for (const by of ['visitor', 'agent']) {
              const order = stored
                .filter((message) => message.text?.startsWith(`${node} ${by} `))
                .map((message) => Number(message.text?.split(' ')[2]))
              expect(order).toEqual([...order].sort((a, b) => a - b))
            }
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  it('store a message once when its id is sent fifty times at once, and answer all fifty alike (F11)', async () => {
    await using world = await createWorld({ nodeCount: 2 })
    const visitor = await world.visitor()
    const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('hello'))
    const again = say('only once')
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.node(index % 2).conversations.visitorSays(visitor, conversationId, again),
      ),
    )
    expect(new Set(answers.map(({ seq, conversationId: id }) => `${id} ${seq}`)).size).toBe(1)
    expect(answers.filter(({ isRepeat }) => !isRepeat)).toHaveLength(1)
    expect((await world.stored(conversationId)).filter(({ id }) => id === again.id)).toHaveLength(1)
  })
})

describe('a message id', () => {
  it('sent again after its conversation is over is acknowledged where it is, and opens no other conversation', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const agent = world.agent()
    const visitor = await world.visitor()
    const first = say('my order is late')
    const sent = await conversations.visitorSays(visitor, null, first)
    await conversations.desk.close(agent, sent.conversationId)
    const again = await conversations.visitorSays(visitor, sent.conversationId, first)
    expect(again).toMatchObject({ conversationId: sent.conversationId, seq: 1, isRepeat: true })
    expect(await conversations.countOfVisitor(world.companyId, visitor.visitorId)).toBe(1)
  })

  it('with other words is refused, and leaves what was said', async () => {
    await using world = await createWorld()
    const { conversations } = world.node()
    const visitor = await world.visitor()
    const said = say('yes')
    const { conversationId } = await conversations.visitorSays(visitor, null, say('hello'))
    await conversations.visitorSays(visitor, conversationId, said)
    await expect(
      conversations.visitorSays(visitor, conversationId, { ...said, body: text('no') }),
    ).rejects.toMatchObject({
      kind: 'conflict',
      code: 'message.id_reused',
    })
    expect((await world.stored(conversationId)).map((message) => message.text)).toEqual(['hello', null, 'yes'])
  })
})

describe('a message', () => {
  it('is stored without NUL and halves of surrogate pairs, which PostgreSQL cannot store', async () => {
    await using world = await createWorld()
    const visitor = await world.visitor()
    const { conversationId } = await world.node().conversations.visitorSays(visitor, null, say('a\0b\ud800c 😀'))
    expect((await world.stored(conversationId))[0]?.text).toBe('ab\ufffdc 😀')
  })
})

// ---- the pipeline alone, on a store that fails as told ------------------------------------------------------------

const conversation = (): ActiveConversation => ({
  companyId: newId(),
  conversationId: newId(),
  visitorId: newId(),
  visitId: null,
  siteId: newId(),
  styleId: null,
  channel: 'web',
  facts: null,
  classIds: [],
  messageCount: 0,
  status: 'open',
  agentId: null,
  groupId: null,
  joinedAgentIds: [],
  hasCard: false,
  hasPhone: false,
  sensitive: [],
  visitorMessageCount: 0,
  agentMessageCount: 0,
  lastSpokenAt: null,
  transfer: null,
  custodySeq: null,
  handedOver: null,
  startedAt: new Date(),
  closedAt: null,
  lastSeq: 3,
  lastMessage: null,
  waitingSince: null,
  visitorReadSeq: 0,
  agentReadSeq: 0,
  summarySeq: 0,
  usedAt: 0,
})

function pipelineOn(store: Partial<AppendStore>, options: { retryForMs?: number; maxQueued?: number } = {}) {
  const told: Committed[] = []
  const pipeline = createAppendPipeline({
    store: {
      insertNumbered: async () => new Date(),
      appendSlowly: async (rows) => ({
        outcomes: new Map(rows.map((row) => [row, { kind: 'unknown' }])),
        lastSeqs: new Map(),
      }),
      ...store,
    },
    onCommitted: (batch) => void told.push(...batch),
    log: pino({ level: 'silent' }),
    ...options,
  })
  return { pipeline, told }
}
const request = (of: ActiveConversation, words: string) => ({
  conversation: of,
  id: newId(),
  from: 'visitor' as const,
  senderId: of.visitorId,
  body: text(words),
})
const lostConnection = () => Object.assign(new Error('Connection terminated'), {})

describe('the pipeline', () => {
  it('commits what arrives during a commit as one batch', async () => {
    const sizes: number[] = []
    const { pipeline } = pipelineOn({
      insertNumbered: async (rows) => {
        sizes.push(rows.length)
        await new Promise((resolve) => setImmediate(resolve))
        return new Date()
      },
    })
    const one = conversation()
    const seqs = await Promise.all(Array.from({ length: 20 }, (_, i) => pipeline.append(request(one, `${i}`))))
    expect(sizes).toEqual([1, 19])
    expect(seqs.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 4))
  })

  it('tells others of a message whose commit succeeded although its answer was lost', async () => {
    const { pipeline, told } = pipelineOn({
      insertNumbered: async () => {
        throw lostConnection()
      },
      appendSlowly: async (rows) => ({
        outcomes: new Map(
          rows.map((row): [AppendRow, SlowOutcome] => [
            row,
            { kind: 'repeated', conversationId: row.conversationId, seq: 4, at: new Date() },
          ]),
        ),
        lastSeqs: new Map(),
      }),
    })
    await expect(pipeline.append(request(conversation(), 'hello'))).resolves.toMatchObject({ seq: 4 })
    expect(told.map(({ seq }) => seq)).toEqual([4])
  })

  it('numbers nothing behind the end of a conversation that closes while messages wait', async () => {
    const numbered: string[] = []
    const { pipeline } = pipelineOn({
      insertNumbered: async (rows) => {
        numbered.push(...rows.map(({ bodyJson }) => bodyJson))
        throw Object.assign(new Error('duplicate key'), { code: '23505' })
      },
      appendSlowly: async (rows) => ({
        outcomes: new Map(rows.map((row): [AppendRow, SlowOutcome] => [row, { kind: 'closed' }])),
        // As somebody might have told who looked a moment earlier.
        lastSeqs: new Map(rows.map((row) => [row.conversationId, 4])),
      }),
    })
    const one = conversation()
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((words) => pipeline.append(request(one, words))))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(outcomes[2]).toMatchObject({ reason: { code: 'conversation.closed' } })
    expect(numbered).toHaveLength(1)
  })

  it('refuses a text that cannot be stored, and stores the others of its batch', async () => {
    const isBad = ({ bodyJson }: AppendRow) => bodyJson.includes('bad')
    const badData = () => Object.assign(new Error('unsupported Unicode escape sequence'), { code: '22P05' })
    const { pipeline } = pipelineOn({
      insertNumbered: async (rows) => {
        if (rows.some(isBad)) throw badData()
        return new Date()
      },
      appendSlowly: async (rows) => {
        if (rows.some(isBad)) throw badData()
        return {
          outcomes: new Map(
            rows.map((row, index) => [
              row,
              { kind: 'written', conversationId: row.conversationId, seq: 10 + index, at: new Date() },
            ]),
          ),
          lastSeqs: new Map(),
        }
      },
    })
    const one = conversation()
    const outcomes = await Promise.allSettled(
      ['first', 'good', 'bad', 'also good'].map((words) => pipeline.append(request(one, words))),
    )
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[2]).toMatchObject({ reason: { code: 'message.unstorable' } })
  })

  it('refuses with a time to try again when the database stays away, and when too much is waiting', async () => {
    const away = pipelineOn(
      {
        insertNumbered: async () => {
          throw lostConnection()
        },
        appendSlowly: async () => {
          throw lostConnection()
        },
      },
      { retryForMs: 0 },
    )
    await expect(away.pipeline.append(request(conversation(), 'hello'))).rejects.toMatchObject({
      code: 'realtime.unavailable',
      more: { retryAfter: 2 },
    })
    const full = pipelineOn({}, { maxQueued: 1 })
    const one = conversation()
    const accepted = [full.pipeline.append(request(one, 'a')), full.pipeline.append(request(one, 'b'))]
    await expect(full.pipeline.append(request(one, 'c'))).rejects.toMatchObject({ code: 'realtime.overloaded' })
    await Promise.all(accepted)
  })
})
