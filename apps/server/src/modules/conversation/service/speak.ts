import type { Locale, SendBody } from '@youwen/contract'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { ActiveConversation } from '../active.ts'
import type { Appended } from '../append.ts'
import { findVisible } from '../view/conversation.ts'
import { appointmentBody, thenFollowed } from './appointment.ts'
import { bodyOf, quickBody } from './body.ts'
import { type Context, getConversation } from './context.ts'
import { endCustody } from './end-custody.ts'
import { sayNote } from './internal-note.ts'
import { acceptConversation } from './lifecycle.ts'
import { type Opener, openWith } from './open.ts'
import { type Quoting, type Saying, sayInTransaction } from './say.ts'
import { type Keep, lookThrough } from './sensitive.ts'

type Deps = Context

export interface Said {
  readonly id: string
  readonly body: SendBody
  /** The connection it came by: told by the acknowledgement, not by the fan-out. */
  readonly origin?: unknown
  /** In which language a visitor is told why it cannot be sent. */
  readonly locale?: Locale
  /** The agent was warned of words in it, and means it. */
  readonly anyway?: boolean
}

/** What is quoted may have been said in another browser of the same person. */
async function quotingOf(
  { collaborators }: Deps,
  companyId: string,
  visitorId: string,
  { quote }: SendBody,
): Promise<Quoting | undefined> {
  if (quote === undefined) return undefined
  const visitorIds = (await collaborators.samePerson?.(companyId, visitorId)) ?? [visitorId]
  return { messageId: quote, visitorIds }
}

/** Plain words go with all others; what is to be true together with something else takes a transaction of its own. */
const appended = (deps: Deps, conversation: ActiveConversation, saying: Saying, keep: Keep | undefined) =>
  saying.quote === undefined && keep === undefined
    ? deps.pipeline.append({ conversation, ...saying })
    : sayInTransaction(deps, conversation, saying, keep && ((tx, seq) => keep(tx, conversation, seq)))

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
  const looked = await lookThrough(deps, { companyId, visitorId, conversationId, agentId: null }, said)
  const quote = await quotingOf(deps, companyId, visitorId, looked.body)
  const body = await bodyOf(deps, { companyId, visitorId, by: { kind: 'visitor', id: visitorId } }, looked.body)
  const saying = { id: said.id, from: 'visitor', senderId: visitorId, body, quote, origin: said.origin } as const
  const append = async (conversation: ActiveConversation) => ({
    ...(await appended(deps, conversation, saying, looked.keep)),
    ...looked.told(body),
  })

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
    const opened = await deps.inTurn(companyId, () =>
      openWith(deps, opener, { id: said.id, body, quote, keep: looked.keep }),
    )
    switch (opened.kind) {
      case 'repeated':
        return { ...opened, ...looked.told(body), isRepeat: true }
      case 'opened':
        return {
          ...opened,
          ...looked.told(body),
          conversationId: opened.conversation.conversationId,
          isRepeat: false,
        }
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
  { active, pipeline, collaborators }: Pick<Deps, 'active' | 'pipeline' | 'collaborators'>,
  opener: Opener,
  conversationId: string | null,
  said: Said,
): Promise<Appended> | undefined {
  const conversation = conversationId ? active.find(conversationId) : undefined
  if (!conversation || conversation.visitorId !== opener.visitorId || conversation.status === 'closed') return undefined
  const body = quickBody(said.body)
  if (!body || !collaborators.words.isClear(opener.companyId, 'visitor', body.text)) return undefined
  return pipeline.append({
    conversation,
    id: said.id,
    from: 'visitor',
    senderId: opener.visitorId,
    body,
    origin: said.origin,
  })
}

/**
 * An agent speaks in a conversation that is his or that he has joined; one that waits in the queue, or that the robot
 * holds alone, becomes his by that.
 * A note may be left wherever he may look.
 */
export async function agentSays(deps: Deps, agent: AgentCaller, conversationId: string, said: Said): Promise<Appended> {
  const { companyId, agentId } = agent
  const isNote = said.body.type === 'note'
  let conversation = await getConversation(deps, companyId, conversationId)
  const isFree = conversation.agentId === null && conversation.status !== 'closed' && !isNote
  if (!isFree && conversation.agentId !== agentId && !conversation.joinedAgentIds.includes(agentId)) {
    const scope = await deps.collaborators.scopeOf(agent)
    if (!(await deps.db.company(companyId, (tx) => findVisible(tx, companyId, scope, conversationId)))) {
      throw notFound('conversation')
    }
    if (!isNote) {
      throw new Refusal('conflict', 'conversation.not_joined', 'Join the conversation before you speak in it.')
    }
  }
  const { visitorId } = conversation
  // Before anything else happens: what is refused has changed nothing.
  const looked = await lookThrough(deps, { companyId, visitorId, conversationId, agentId }, said)
  const card =
    looked.body.type === 'appointment'
      ? await appointmentBody(deps, agent, visitorId, { ...looked.body, messageId: said.id })
      : undefined
  if (isFree) conversation = await acceptConversation(deps, companyId, conversationId, agentId)
  // Before he speaks: no answer of the robot comes after his.
  if (conversation.custodySeq !== null && !isNote) conversation = await endCustody(deps, companyId, conversationId)
  const quote = await quotingOf(deps, companyId, visitorId, looked.body)
  const speaker = { companyId, visitorId, by: { kind: 'agent', id: agentId } } as const
  const body = card ?? (await bodyOf(deps, speaker, looked.body))
  const saying = { id: said.id, from: 'agent', senderId: agentId, body, quote, origin: said.origin } as const
  if (body.type === 'note') return sayNote(deps, conversation, { ...saying, from: 'colleague', body })
  const keep = card ? thenFollowed(deps, agent, { ...card, messageId: said.id }, looked.keep) : looked.keep
  return { ...(await appended(deps, conversation, saying, keep)), ...looked.told(body) }
}
