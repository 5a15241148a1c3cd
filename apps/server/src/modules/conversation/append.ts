import type { MessageBody, SenderKind } from '@youwen/contract'
import type { Logger } from 'pino'
import { notFound, Refusal } from '../../platform/errors.ts'
import { failpoint } from '../../platform/failpoint.ts'
import type { ActiveConversation } from './active.ts'
import type { AppendRow, NumberedRow, SlowResult } from './store/append.ts'

export interface AppendRequest {
  readonly conversation: ActiveConversation
  readonly id: string
  readonly from: SenderKind
  readonly senderId: string | null
  readonly body: MessageBody
  /** Who sent it and is told by the acknowledgement instead of the fan-out. */
  readonly origin?: unknown
}

export interface Appended {
  /** Another one than asked for when the message had been stored in an earlier conversation already. */
  readonly conversationId: string
  readonly seq: number
  readonly at: Date
  /** Stored before: it was told to everybody then. */
  readonly isRepeat: boolean
  /** What is stored, where it is not what was sent. */
  readonly body?: MessageBody
  /** What its sender is to be told about it. */
  readonly notice?: string
}

/** One message of a committed batch, in the order of its conversation. */
export interface Committed extends NumberedRow {
  readonly conversation: ActiveConversation
  readonly at: Date
  readonly origin: unknown
}

export interface AppendStore {
  /** All or none; throws what PostgreSQL says. */
  insertNumbered(rows: readonly NumberedRow[]): Promise<Date>
  /** Each row alone finds its place or its reason, in one transaction. */
  appendSlowly(rows: readonly AppendRow[]): Promise<SlowResult>
}

interface Pending extends AppendRow {
  seq: number
  readonly conversation: ActiveConversation
  readonly origin: unknown
  readonly promise: Promise<Appended>
  readonly settle: (outcome: Appended) => void
  readonly refuse: (refusal: Error) => void
}

const overloaded = () =>
  new Refusal('unavailable', 'realtime.overloaded', 'The server is busy. Please send it again.', { retryAfter: 1 })
const unavailable = () =>
  new Refusal('unavailable', 'realtime.unavailable', 'The message could not be stored. Please send it again.', {
    retryAfter: 2,
  })

const unstorable = () => new Refusal('invalid', 'message.unstorable', 'This text cannot be stored.')
export const idReused = () => new Refusal('conflict', 'message.id_reused', 'Another message has this id already.')
export const conversationOver = () => new Refusal('conflict', 'conversation.closed', 'This conversation is over.')

const codeOf = (error: unknown) => (error as { code?: unknown } | null)?.code
const isUniqueViolation = (error: unknown) => codeOf(error) === '23505'
/** PostgreSQL's class 22: it will never take this value, however often it is asked. */
const isBadData = (error: unknown) => /^22/.test(String(codeOf(error)))

/**
 * All sockets of a node put messages here. While one batch is being committed the next one collects: group commit without
 * a timer, so that alone a message waits for nobody. Positions are guessed in memory; when the guess was wrong the batch is
 * written by the slow path. A message that cannot be stored fails alone.
 */
export function createAppendPipeline({
  store,
  onCommitted,
  log,
  retryForMs = 10_000,
  maxQueued = 20_000,
  maxBatch = 1_000,
  onBatch,
}: {
  store: AppendStore
  /** After the commit and before anybody is told, in commit order. Must not throw. */
  onCommitted: (batch: readonly Committed[]) => void
  log: Logger
  /** How long a batch is tried again while PostgreSQL is away. */
  retryForMs?: number
  maxQueued?: number
  maxBatch?: number
  /** For metrics: a batch has its outcomes. */
  onBatch?: ((batch: { messages: number; seconds: number }) => void) | undefined
}) {
  let queue: Pending[] = []
  /** By message id: the same message sent again while it is on its way shares its outcome. */
  const onTheirWay = new Map<string, Pending>()
  let isRunning = false
  let idle = Promise.resolve()

  const succeed = (batch: readonly Pending[], at: Date) => {
    failpoint('after-commit-before-publish')
    onCommitted(batch.map((pending) => Object.assign(pending, { at })))
    failpoint('after-commit-before-ack')
    for (const pending of batch) {
      onTheirWay.delete(pending.id)
      pending.settle({ conversationId: pending.conversationId, seq: pending.seq, at, isRepeat: false })
    }
  }

  const settleSlowly = (batch: readonly Pending[], { outcomes, lastSeqs }: SlowResult, mayBeOurs: boolean) => {
    const written: (Pending & { at: Date })[] = []
    for (const pending of batch) {
      const { conversation } = pending
      conversation.lastSeq = Math.max(conversation.lastSeq, lastSeqs.get(conversation.conversationId) ?? 0)
      const outcome = outcomes.get(pending)
      if (outcome?.kind === 'written' || (outcome?.kind === 'repeated' && mayBeOurs)) {
        pending.seq = outcome.seq
        written.push(Object.assign(pending, { at: outcome.at }))
      }
    }
    if (written.length > 0) {
      failpoint('after-commit-before-publish')
      onCommitted(written)
      failpoint('after-commit-before-ack')
    }
    for (const pending of batch) {
      onTheirWay.delete(pending.id)
      const outcome = outcomes.get(pending)
      switch (outcome?.kind) {
        case 'written':
        case 'repeated':
          pending.settle({ ...outcome, isRepeat: outcome.kind === 'repeated' })
          break
        case 'closed':
          pending.conversation.status = 'closed'
          pending.refuse(conversationOver())
          break
        case 'reused':
          pending.refuse(idReused())
          break
        default:
          pending.refuse(notFound('conversation'))
      }
    }
  }

  const refuseAll = (batch: readonly Pending[], refusal: Refusal) => {
    for (const pending of batch) {
      onTheirWay.delete(pending.id)
      pending.refuse(refusal)
    }
  }

  /** `mayBeOurs`: an earlier try may have been committed although its answer was lost; a repeat is then news. */
  async function writeSlowly(batch: readonly Pending[], mayBeOurs: boolean): Promise<void> {
    // Whatever this node believed of these conversations was wrong: let the database say.
    for (const { conversation } of batch) conversation.lastSeq = 0
    const givingUpAt = Date.now() + retryForMs
    for (let delayMs = 50; ; delayMs = Math.min(delayMs * 2, 1_000)) {
      let result: SlowResult
      try {
        result = await store.appendSlowly(batch)
      } catch (error) {
        mayBeOurs = true
        if (isBadData(error) && batch.length === 1) return refuseAll(batch, unstorable())
        if (isBadData(error)) {
          for (const pending of batch) await writeSlowly([pending], mayBeOurs)
          return
        }
        if (Date.now() > givingUpAt) {
          log.error({ err: error, messages: batch.length }, 'messages could not be stored')
          return refuseAll(batch, unavailable())
        }
        await new Promise((resolve) => setTimeout(resolve, delayMs))
        continue
      }
      return settleSlowly(batch, result, mayBeOurs)
    }
  }

  async function write(batch: readonly Pending[]) {
    // Nothing is numbered behind an end: the slow path looks, refuses, and knows repeats of what was said before it.
    const mustLook = ({ conversation }: Pending) => conversation.lastSeq === 0 || conversation.status === 'closed'
    if (batch.some(mustLook)) return writeSlowly(batch, false)
    for (const pending of batch) pending.seq = ++pending.conversation.lastSeq
    let at: Date
    try {
      at = await store.insertNumbered(batch)
    } catch (error) {
      const lostRace = isUniqueViolation(error)
      if (!lostRace) log.warn({ err: error, messages: batch.length }, 'append takes the slow path')
      return writeSlowly(batch, !lostRace)
    }
    succeed(batch, at)
  }

  async function run() {
    isRunning = true
    try {
      while (queue.length > 0) {
        const batch = queue.length <= maxBatch ? queue : queue.slice(0, maxBatch)
        queue = queue.length <= maxBatch ? [] : queue.slice(maxBatch)
        const startedAt = performance.now()
        await write(batch)
        onBatch?.({ messages: batch.length, seconds: (performance.now() - startedAt) / 1_000 })
      }
    } finally {
      isRunning = false
    }
  }

  return {
    /** Resolves once the message is durable. Order is kept for calls that concern the same conversation. */
    append(request: AppendRequest): Promise<Appended> {
      const { conversation, id } = request
      const sent = onTheirWay.get(id)
      if (sent)
        return sent.conversation === conversation && sent.senderId === request.senderId
          ? sent.promise.then((outcome) => ({ ...outcome, isRepeat: true }))
          : Promise.reject(idReused())
      if (queue.length >= maxQueued) return Promise.reject(overloaded())
      const { promise, resolve, reject } = Promise.withResolvers<Appended>()
      const pending: Pending = {
        companyId: conversation.companyId,
        conversationId: conversation.conversationId,
        id,
        from: request.from,
        senderId: request.senderId,
        body: request.body,
        bodyJson: JSON.stringify(request.body),
        seq: 0,
        conversation,
        origin: request.origin,
        promise,
        settle: resolve,
        refuse: reject,
      }
      onTheirWay.set(id, pending)
      queue.push(pending)
      if (!isRunning) idle = run()
      return promise
    },
    get queued() {
      return queue.length
    },
    /** Resolves when everything that was put in has its outcome. */
    settled: () => idle,
  }
}
export type AppendPipeline = ReturnType<typeof createAppendPipeline>
