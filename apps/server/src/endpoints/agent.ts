import type { PageView } from '@youwen/contract'
import { AgentFrameIn, type AgentFrameOut, protocolVersion } from '@youwen/contract/realtime'
import { appointmentsTopic } from '../modules/appointment/index.ts'
import type { Appended, Conversations } from '../modules/conversation/index.ts'
import { topics } from '../modules/conversation/index.ts'
import { sensitiveTopic } from '../modules/shield/index.ts'
import { asSeenBy, type Presence, type TeamQueries } from '../modules/team/index.ts'
import { ticketsTopic } from '../modules/ticket/index.ts'
import { Refusal } from '../platform/errors.ts'
import { type AgentCaller, notSignedIn } from '../platform/http/index.ts'
import { type Connection, type Endpoint, type Gateway, isSameOrigin } from '../platform/realtime/index.ts'
import type { Feeds } from './watchers.ts'

interface AgentSession {
  readonly token: string
  agent: AgentCaller
  /** Whose open conversations this connection is shown beside his own. */
  watched: ReadonlySet<string>
}

export interface AgentEndpointParts {
  readonly publicUrl: URL
  readonly sessionCookie: string
  readonly authenticate: (token: string) => Promise<AgentCaller | null>
  readonly presence: Pick<Presence, 'connected' | 'disconnected'>
  readonly team: Pick<TeamQueries, 'colleagues'>
  readonly conversations: Conversations
  readonly pagesOf: (companyId: string, visitId: string) => Promise<PageView[]>
  readonly feeds: Feeds
  readonly gateway: () => Pick<Gateway, 'settled'>
  readonly now: () => Date
  /** A connection's goodbye could not be recorded; the lease of its node is the safety net. */
  readonly onTrouble: (error: unknown) => void
}

export const companyTopic = (companyId: string) => `co:${companyId}`
/** Pages of an agent that somebody can see. */
export const lookingTopic = (agentId: string) => `look:${agentId}`
export const sessionTopic = (sessionId: string) => `s:${sessionId}`
const pageSize = 50

/** Where agents' clients speak: the console, and whatever else is built on the SDK. */
export function createAgentEndpoint(parts: AgentEndpointParts): Endpoint<AgentFrameIn, AgentSession> {
  const { publicUrl, sessionCookie, authenticate, presence, team, conversations, pagesOf, feeds, gateway, now } = parts

  async function greet(connection: Connection, hello: Extract<AgentFrameIn, { type: 'hello' }>): Promise<AgentSession> {
    const token = hello.token ?? connection.cookies[sessionCookie]
    const agent = token ? await authenticate(token) : null
    if (!token || !agent) throw notSignedIn()
    if (agent.mustChangePassword) {
      throw new Refusal('forbidden', 'security.password_change_required', 'Choose a password of your own first.')
    }
    const { companyId, agentId, sessionId } = agent
    connection.join(topics.agent(agentId))
    connection.join(companyTopic(companyId))
    connection.join(sessionTopic(sessionId))
    connection.join(lookingTopic(agentId))
    if (agent.permissions.has('conversation.serve')) connection.join(topics.queue(companyId))
    if (agent.permissions.has('ticket.handle')) connection.join(ticketsTopic(companyId))
    if (agent.permissions.has('appointment.handle')) connection.join(appointmentsTopic(companyId))
    if (agent.permissions.has('sensitive.review')) connection.join(sensitiveTopic(companyId))
    await gateway().settled()
    await presence.connected({ companyId, agentId, sessionId, connectionId: connection.id })
    try {
      // Joined first, read second: whatever happens in between is published to this connection after the welcome.
      const [inbox, colleagues, mentions, offers, marks, classes, quality] = await Promise.all([
        conversations.desk.inbox(agent),
        team.colleagues(companyId),
        conversations.desk.mentions(agent),
        conversations.offers.to(agent),
        conversations.desk.marks(agent),
        conversations.classes.tree(companyId),
        conversations.quality.rules(companyId),
      ])
      const everybody = colleagues.map((one) => one.agentId)
      connection.send({
        type: 'welcome',
        protocol: protocolVersion,
        serverTime: now().toISOString(),
        agentId,
        state: colleagues.find((one) => one.agentId === agentId)?.state ?? 'offline',
        inbox,
        colleagues: asSeenBy(agentId, colleagues),
        mentions,
        offers,
        marks,
        classes,
        quality,
        watchable: await conversations.desk.watchable(agent, everybody),
      } satisfies AgentFrameOut)
    } catch (error) {
      await presence.disconnected(companyId, connection.id)
      throw error
    }
    return { token, agent, watched: new Set() }
  }

  async function open(
    connection: Connection,
    { agent }: AgentSession,
    { conversationId, after }: Extract<AgentFrameIn, { type: 'open' }>,
  ) {
    const { companyId } = agent
    await conversations.desk.visible(agent, conversationId)
    connection.join(topics.conversation(conversationId))
    await gateway().settled()
    const limit = pageSize * 4
    const continued =
      after > 0 ? await conversations.desk.messages(agent, conversationId, { after, limit: limit + 1 }) : undefined
    const resumed = continued !== undefined && continued.length <= limit
    const messages = resumed ? continued : await conversations.desk.messages(agent, conversationId, { limit: pageSize })
    const conversation = await conversations.desk.get(agent, conversationId)
    connection.send({
      type: 'opened',
      conversationId,
      conversation,
      messages,
      hasEarlier: resumed ? after > 0 : (messages[0]?.seq ?? 1) > 1,
      resumed,
      pages: conversation.visitId ? await pagesOf(companyId, conversation.visitId) : [],
    } satisfies AgentFrameOut)
  }

  async function watch(connection: Connection, session: AgentSession, agentIds: readonly string[]) {
    const { agent, watched } = session
    const wanted = new Set(await conversations.desk.watchable(agent, agentIds))
    session.watched = wanted
    for (const agentId of watched) if (!wanted.has(agentId)) connection.leave(topics.watched(agentId))
    const added = [...wanted].filter((agentId) => !watched.has(agentId))
    for (const agentId of added) connection.join(topics.watched(agentId))
    await gateway().settled()
    // Joined first, read second.
    for (const agentId of added) {
      const shown = await conversations.desk.watched(agent, agentId)
      connection.send({ type: 'watched', agentId, conversations: shown } satisfies AgentFrameOut)
    }
  }

  const acknowledge = (connection: Connection, id: string, { conversationId, seq, at, body }: Appended) =>
    connection.send({
      type: 'ack',
      id,
      conversationId,
      seq,
      at: at.toISOString(),
      ...(body && { body }),
    } satisfies AgentFrameOut)

  async function receive(connection: Connection, session: AgentSession, frame: AgentFrameIn): Promise<void> {
    const { agent } = session
    switch (frame.type) {
      case 'open':
        return open(connection, session, frame)
      case 'leave':
        return connection.leave(topics.conversation(frame.conversationId))
      case 'send': {
        mustServe(agent)
        const said = { id: frame.id, body: frame.body, origin: connection, anyway: frame.anyway === true }
        return acknowledge(connection, frame.id, await conversations.agentSays(agent, frame.conversationId, said))
      }
      case 'typing': {
        mustServe(agent)
        await conversations.desk.visible(agent, frame.conversationId)
        const conversation = await conversations.get(agent.companyId, frame.conversationId)
        if (conversation.status === 'open') conversations.agentTyping(conversation, agent.agentId, connection)
        return
      }
      case 'watch':
        return watch(connection, session, frame.agentIds)
      case 'read':
        return conversations.desk.read(agent, frame.conversationId, frame.seq)
      case 'fetch': {
        const { conversationId, after, before } = frame
        const messages = await conversations.desk.messages(agent, conversationId, { after, before, limit: 200 })
        connection.send({
          type: 'messages',
          id: frame.id,
          conversationId,
          messages,
          hasEarlier: (messages[0]?.seq ?? 1) > 1,
        } satisfies AgentFrameOut)
        return
      }
      case 'follow':
        return feeds[frame.feed].watch(connection, agent)
      case 'unfollow':
        return feeds[frame.feed].unwatch(connection, agent.companyId)
      case 'looking':
        return frame.isLooking
          ? connection.join(lookingTopic(agent.agentId))
          : connection.leave(lookingTopic(agent.agentId))
      case 'hello':
      case 'ping':
        return
      default:
        frame satisfies never
    }
  }

  return {
    path: '/realtime/agent',
    frames: AgentFrameIn,
    // A session cookie comes along by itself, so only our own pages may use it; a client that sends none says so too.
    allows: (handshake) => isSameOrigin(handshake, publicUrl),
    hello: (connection, frame) => greet(connection, frame),
    receive,
    closed(connection, { agent }) {
      for (const feed of Object.values(feeds)) feed.unwatch(connection, agent.companyId)
      presence.disconnected(agent.companyId, connection.id).catch(parts.onTrouble)
    },
    async recheck(connection, session) {
      const agent = await authenticate(session.token)
      if (agent) session.agent = agent
      else connection.close(4440, 'session ended')
    },
  }
}

function mustServe(agent: AgentCaller) {
  if (!agent.permissions.has('conversation.serve')) {
    throw new Refusal('forbidden', 'security.forbidden', 'Your role does not allow this.')
  }
}
