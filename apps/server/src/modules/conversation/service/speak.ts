import type { MessageBody, SendBody } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { ActiveConversation } from '../active.ts'
import type { Appended } from '../append.ts'
import { findVisible } from '../view/conversation.ts'
import { type Context, getConversation } from './context.ts'
import { acceptConversation } from './lifecycle.ts'
import { type Opener, openWith } from './open.ts'

type Deps = Context

export interface Said {
  readonly id: string
  readonly body: SendBody
  /** The connection it came by: told by the acknowledgement, not by the fan-out. */
  readonly origin?: unknown
}

/** PostgreSQL's jsonb stores neither NUL nor half of a surrogate pair; nobody can see them either. */
const storable = (text: string) => (text.isWellFormed() ? text : text.toWellFormed()).replaceAll('\0', '')

function textBody(body: Extract<SendBody, { type: 'text' }>): MessageBody {
  const text = storable(body.text)
  if (text.trim() === '') throw new Refusal('invalid', 'message.empty', 'There is nothing in this message.')
  return text === body.text ? body : { type: 'text', text }
}

/** Undefined when a file has to be looked up first. */
const quickBody = (body: SendBody): MessageBody | undefined => (body.type === 'text' ? textBody(body) : undefined)

async function bodyOf(
  { db, collaborators }: Deps,
  companyId: string,
  visitorId: string,
  by: { kind: 'agent' | 'visitor'; id: string },
  body: SendBody,
): Promise<MessageBody> {
  if (body.type === 'text') return textBody(body)
  return db.company(companyId, (tx: Tx) => collaborators.attach(tx, { companyId, visitorId, by, body }))
}

const isOver = (error: unknown) => error instanceof Refusal && error.code === 'conversation.closed'

/**
 * A visitor speaks: in the conversation in progress, which `conversationId` may name, or in a new one. Answers where it went.
 */
export async function visitorSays(
  deps: Deps,
  opener: Opener,
  conversationId: string | null,
  said: Said,
): Promise<Appended> {
  const { companyId, visitorId } = opener
  const body = await bodyOf(deps, companyId, visitorId, { kind: 'visitor', id: visitorId }, said.body)
  const append = (conversation: ActiveConversation) =>
    deps.pipeline.append({ conversation, id: said.id, from: 'visitor', senderId: visitorId, body, origin: said.origin })

  if (conversationId) {
    try {
      const conversation = await getConversation(deps, companyId, conversationId)
      if (conversation.visitorId === visitorId && conversation.status !== 'closed') return await append(conversation)
    } catch (error) {
      if (!isOver(error)) throw error
    }
  }
  // Closing may race with speaking: then the next conversation is opened, at most a few times.
  for (let attempt = 0; attempt < 5; attempt++) {
    const opened = await openWith(deps, opener, { id: said.id, body })
    switch (opened.kind) {
      case 'repeated':
        return { ...opened, isRepeat: true }
      case 'opened':
        return { ...opened, conversationId: opened.conversation.conversationId, isRepeat: false }
      case 'in_progress':
        try {
          return await append(opened.conversation)
        } catch (error) {
          if (!isOver(error)) throw error
        }
        break
      default:
        opened satisfies never
    }
  }
  throw new Refusal('unavailable', 'realtime.unavailable', 'Please send it again.', { retryAfter: 1 })
}

/**
 * The hot path: the same as `visitorSays` for a text in a conversation that this node knows, with nothing awaited before
 * it is in the pipeline. Answers undefined when it takes more than that.
 */
export function visitorSaysAtOnce(
  { active, pipeline }: Pick<Deps, 'active' | 'pipeline'>,
  opener: Opener,
  conversationId: string | null,
  said: Said,
): Promise<Appended> | undefined {
  const conversation = conversationId ? active.find(conversationId) : undefined
  if (!conversation || conversation.visitorId !== opener.visitorId || conversation.status === 'closed') return undefined
  const body = quickBody(said.body)
  if (!body) return undefined
  return pipeline.append({
    conversation,
    id: said.id,
    from: 'visitor',
    senderId: opener.visitorId,
    body,
    origin: said.origin,
  })
}

/** An agent speaks in a conversation he may see. One that waits in the queue becomes his by that. */
export async function agentSays(deps: Deps, agent: AgentCaller, conversationId: string, said: Said): Promise<Appended> {
  const { companyId, agentId } = agent
  let conversation = await getConversation(deps, companyId, conversationId)
  if (conversation.status === 'queued') {
    conversation = await acceptConversation(deps, companyId, conversationId, agentId)
  } else if (conversation.agentId !== agentId) {
    const scope = await deps.collaborators.scopeOf(agent)
    if (!(await deps.db.company(companyId, (tx) => findVisible(tx, companyId, scope, conversationId)))) {
      throw notFound('conversation')
    }
  }
  const body = await bodyOf(deps, companyId, conversation.visitorId, { kind: 'agent', id: agentId }, said.body)
  return deps.pipeline.append({
    conversation,
    id: said.id,
    from: 'agent',
    senderId: agentId,
    body,
    origin: said.origin,
  })
}
