import type { Logger } from 'pino'
import type { Db } from '../../platform/db/index.ts'
import type { ActiveConversation } from './active.ts'
import type { ConversationRead } from './events.ts'
import { moveAgentReads, moveVisitorReads } from './store/conversation.ts'

interface Mark {
  readonly conversation: ActiveConversation
  readonly by: 'visitor' | 'agent'
  readonly agentId: string | null
  seq: number
}

/** Read positions, written a few times a second: only the furthest of each reader counts, and it never moves back. */
export function createReads({ db, log, everyMs = 250 }: { db: Db; log: Logger; everyMs?: number }) {
  let marks = new Map<string, Mark>()
  let timer: NodeJS.Timeout | undefined
  let writing: Promise<void> = Promise.resolve()

  async function write() {
    timer = undefined
    const now = [...marks.values()]
    marks = new Map()
    // In one order everywhere, so that two nodes never wait for each other.
    now.sort((a, b) => (a.conversation.conversationId < b.conversation.conversationId ? -1 : 1))
    for (const ofReader of Map.groupBy(now, (mark) => `${mark.conversation.companyId} ${mark.agentId}`).values()) {
      try {
        await writeReader(ofReader)
      } catch (error) {
        // The reader's client sends its position again when it next connects.
        log.warn({ err: error, marks: ofReader.length }, 'read positions could not be written')
      }
    }
  }

  /** All of one agent, or all visitors, of one company. */
  async function writeReader(ofReader: readonly Mark[]) {
    const first = ofReader[0]
    if (!first) return
    const { agentId, by } = first
    const { companyId } = first.conversation
    const positions = ofReader.map(({ conversation, seq }) => ({ conversationId: conversation.conversationId, seq }))
    await db.company(companyId, async (tx) => {
      const moved = agentId
        ? await moveAgentReads(tx, companyId, agentId, positions)
        : await moveVisitorReads(tx, companyId, positions)
      for (const { conversation, seq } of ofReader) {
        const { conversationId, visitorId } = conversation
        if (!moved.has(conversationId)) continue
        const event: ConversationRead = {
          type: 'conversation.read',
          companyId,
          conversationId,
          visitorId,
          by,
          agentId,
          seq,
        }
        tx.announce(event)
      }
    })
  }

  const flush = () => {
    clearTimeout(timer)
    timer = undefined
    writing = writing.then(write)
    return writing
  }

  return {
    mark(conversation: ActiveConversation, by: 'visitor' | 'agent', agentId: string | null, wanted: number) {
      const seq = Math.min(wanted, conversation.lastSeq)
      const known = by === 'visitor' ? conversation.visitorReadSeq : conversation.agentReadSeq
      if (by === 'visitor' && seq <= known) return
      if (by === 'visitor') conversation.visitorReadSeq = seq
      else conversation.agentReadSeq = Math.max(known, seq)
      const key = `${conversation.conversationId}:${agentId}`
      const mark = marks.get(key)
      if (mark) mark.seq = Math.max(mark.seq, seq)
      else marks.set(key, { conversation, by, agentId, seq })
      timer ??= setTimeout(() => void flush(), everyMs)
    },
    flush,
    async [Symbol.asyncDispose]() {
      await flush()
      clearTimeout(timer)
    },
  }
}
export type Reads = ReturnType<typeof createReads>
