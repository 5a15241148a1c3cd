import type { Locale, StyleLook, VisitorWelcome } from '@youwen/contract'
import { protocolVersion, VisitorFrameIn } from '@youwen/contract/realtime'
import { allowsOrigin, type CompanyDirectory, localeFor } from '../modules/company/index.ts'
import type { ActiveConversation, Appended, Conversations, Opener } from '../modules/conversation/index.ts'
import { topics } from '../modules/conversation/index.ts'
import type { InviteService } from '../modules/invite/index.ts'
import type { VisitorService } from '../modules/visitor/index.ts'
import { notFound, Refusal } from '../platform/errors.ts'
import { type Connection, type Endpoint, type Gateway, isSameOrigin } from '../platform/realtime/index.ts'
import type { Door } from './door.ts'
import { refused } from './refused.ts'

type Hello = Extract<VisitorFrameIn, { type: 'hello' }>

interface VisitorSession {
  readonly opener: Opener
  readonly role: Hello['role']
  readonly locale: Locale
  conversationId: string | null
}

export interface VisitorEndpointParts {
  readonly publicUrl: URL
  readonly directory: Pick<CompanyDirectory, 'siteByKey'>
  readonly visitors: Pick<
    VisitorService,
    'verifyToken' | 'startVisit' | 'pageOpened' | 'pageDescribed' | 'connectionClosed'
  >
  readonly door: Pick<Door, 'enter' | 'entered' | 'left'>
  readonly invites: Pick<InviteService, 'waitingFor' | 'answer'>
  readonly conversations: Conversations
  readonly isStaffed: (companyId: string, siteId: string) => Promise<boolean>
  readonly robotOf: (companyId: string, siteId: string) => Promise<NonNullable<VisitorWelcome['robot']>>
  readonly gateway: () => Pick<Gateway, 'settled'>
  readonly now: () => Date
  /** A visitor's leaving could not be recorded; the lease of its node is the safety net. */
  readonly onTrouble: (error: unknown) => void
}

export const siteTopic = (siteId: string) => `site:${siteId}`
const pageSize = 50

/** Where visitors' clients speak: the snippet on a customer's page, the panel inside it, and the full-page chat. */
export function createVisitorEndpoint(parts: VisitorEndpointParts): Endpoint<VisitorFrameIn, VisitorSession> {
  const { directory, visitors, door, invites, conversations, isStaffed, robotOf, gateway, publicUrl, now } = parts

  /** What the client already has is not sent again when it can be continued without a hole. */
  async function catchUp(companyId: string, conversation: ActiveConversation | undefined, resume: Hello['resume']) {
    if (!conversation) return { messages: [], hasEarlier: false, resumed: resume === undefined }
    const { conversationId } = conversation
    if (resume && resume.conversationId === conversationId) {
      const messages = await conversations.visitorMessages(companyId, conversationId, {
        after: resume.seq,
        limit: pageSize * 4 + 1,
      })
      if (messages.length <= pageSize * 4) return { messages, hasEarlier: resume.seq > 0, resumed: true }
    }
    const latest = await conversations.visitorMessages(companyId, conversationId, { limit: pageSize })
    const first = latest[0]
    const earlier = first
      ? await conversations.visitorHistory(
          companyId,
          conversation.visitorId,
          { conversationId, seq: first.seq },
          pageSize - latest.length || 1,
        )
      : { messages: [], hasEarlier: false }
    return latest.length < pageSize
      ? { messages: [...earlier.messages, ...latest], hasEarlier: earlier.hasEarlier, resumed: false }
      : { messages: latest, hasEarlier: earlier.messages.length > 0, resumed: false }
  }

  async function unreadOf(conversation: ActiveConversation | undefined): Promise<number> {
    if (!conversation || conversation.lastSeq <= conversation.visitorReadSeq) return 0
    const { companyId, conversationId, visitorReadSeq } = conversation
    const unread = await conversations.visitorMessages(companyId, conversationId, { after: visitorReadSeq, limit: 100 })
    return unread.filter(({ from, body }) => (from === 'agent' || from === 'robot') && body.type !== 'recalled').length
  }

  async function greet(connection: Connection, hello: Hello): Promise<VisitorSession> {
    const known = await directory.siteByKey(hello.site)
    if (!known) throw new Refusal('forbidden', 'company.site_unknown', 'There is no such site.')
    const { companyId, site, styles } = known
    // Our own pages are the panel in its frame, and the full-page chat.
    if (!isSameOrigin(connection, publicUrl) && !allowsOrigin(site.allowedDomains, connection.origin)) {
      throw new Refusal('forbidden', 'company.domain_not_allowed', 'This site may not be used on this domain.')
    }
    const style = styles.find((one) => one.styleId === hello.styleId) ?? styles[0]
    if (!style) throw new Error('A site without a style.')
    const named = hello.token ? visitors.verifyToken(hello.token) : null
    const guest = {
      companyId,
      visitorId: named?.companyId === companyId ? named.visitorId : null,
      locale: localeFor(style.look.locale, hello.device?.language),
    }
    await door.enter(connection, guest)
    const visit = await visitors.startVisit({
      connectionId: connection.id,
      companyId,
      siteId: site.siteId,
      styleId: style.styleId,
      token: hello.token,
      page: hello.page,
      device: hello.device,
      ip: connection.ip,
      userAgent: connection.userAgent,
    })
    try {
      connection.join(topics.visitor(visit.visitorId))
      connection.join(siteTopic(site.siteId))
      await gateway().settled()
      // Joined first, read second: whatever is said in between is published to this connection after the welcome.
      const conversation = visit.isNew ? undefined : await conversations.ofVisitor(companyId, visit.visitorId)
      const { messages, hasEarlier, resumed } =
        hello.role === 'chat'
          ? await catchUp(companyId, conversation, hello.resume)
          : { messages: [], hasEarlier: false, resumed: false }
      const welcome: VisitorWelcome = {
        type: 'welcome',
        protocol: protocolVersion,
        serverTime: now().toISOString(),
        token: visit.token,
        visitorId: visit.visitorId,
        visitId: visit.visitId,
        siteName: site.name,
        style: { styleId: style.styleId, look: style.look as StyleLook },
        isStaffed: await isStaffed(companyId, site.siteId),
        conversation: conversation ? await conversations.visitorView(conversation) : null,
        messages,
        hasEarlier,
        resumed,
        agents: await conversations.agentsIn(companyId, messages),
        robot: await robotOf(companyId, site.siteId),
        unread: await unreadOf(conversation),
        invitation:
          visit.isNew || hello.role === 'chat' ? undefined : await invites.waitingFor(companyId, visit.visitorId),
      }
      connection.send(welcome)
      door.entered(connection, { ...guest, visitorId: visit.visitorId })
      return {
        opener: {
          companyId,
          visitorId: visit.visitorId,
          visitId: visit.visitId,
          siteId: site.siteId,
          styleId: style.styleId,
        },
        role: hello.role,
        locale: guest.locale,
        conversationId: conversation && conversation.status !== 'closed' ? conversation.conversationId : null,
      }
    } catch (error) {
      await visitors.connectionClosed(connection.id)
      throw error
    }
  }

  const acknowledge = (connection: Connection, id: string, { conversationId, seq, at, body, notice }: Appended) =>
    connection.sendText(
      `{"type":"ack","id":"${id}","conversationId":"${conversationId}","seq":${seq},"at":"${at.toISOString()}"` +
        `${body ? `,"body":${JSON.stringify(body)}` : ''}${notice ? `,"notice":${JSON.stringify(notice)}` : ''}}`,
    )

  /** A promise only when what this visitor says next has to wait for it. */
  function send(
    connection: Connection,
    session: VisitorSession,
    frame: Extract<VisitorFrameIn, { type: 'send' }>,
  ): Promise<void> | undefined {
    const said = { id: frame.id, body: frame.body, origin: connection, locale: session.locale }
    const { opener } = session
    const atOnce = conversations.visitorSaysAtOnce(opener, session.conversationId, said)
    const slowly = async () => {
      const appended = await conversations.visitorSays(opener, session.conversationId, said)
      session.conversationId = appended.conversationId
      acknowledge(connection, frame.id, appended)
    }
    // Opening a conversation, or looking up a file, holds back what this visitor says next.
    if (!atOnce) return slowly()
    atOnce.then(
      (appended) => acknowledge(connection, frame.id, appended),
      (error: unknown) => {
        // Closed a moment ago: this message opens the next conversation.
        if (error instanceof Refusal && error.code === 'conversation.closed') {
          slowly().catch((again: unknown) => connection.send(refused(frame.id, again)))
        } else connection.send(refused(frame.id, error))
      },
    )
    return undefined
  }

  /** His own, or there is no such conversation. */
  async function own({ opener }: VisitorSession, conversationId: string): Promise<ActiveConversation> {
    const conversation = await conversations.get(opener.companyId, conversationId)
    if (conversation.visitorId !== opener.visitorId) throw notFound('conversation')
    return conversation
  }

  async function receiveSlowly(connection: Connection, session: VisitorSession, frame: VisitorFrameIn): Promise<void> {
    const { companyId, visitorId } = session.opener
    switch (frame.type) {
      case 'page':
        return visitors.pageOpened(connection.id, frame.page)
      case 'product':
        return visitors.pageDescribed(connection.id, frame.url, frame.product)
      case 'typing':
        if (session.conversationId) {
          const conversation = await own(session, session.conversationId)
          if (conversation.status !== 'closed') await conversations.visitorTyping(conversation, frame.text)
        }
        return
      case 'read':
        return conversations.visitorRead(await own(session, frame.conversationId), frame.seq)
      case 'fetch': {
        await own(session, frame.conversationId)
        const { conversationId, after, before } = frame
        const messages = await conversations.visitorMessages(companyId, conversationId, { after, before, limit: 200 })
        const previous = messages[0]?.seq === 1 ? await conversations.previous(companyId, conversationId) : undefined
        connection.send({
          type: 'messages',
          id: frame.id,
          conversationId,
          messages,
          hasEarlier: (messages[0]?.seq ?? 1) > 1,
          agents: await conversations.agentsIn(companyId, messages),
          ...(previous && { previous }),
        })
        return
      }
      case 'history': {
        await own(session, frame.conversationId)
        const { conversationId, before } = frame
        const found = await conversations.visitorHistory(
          companyId,
          visitorId,
          { conversationId, seq: before },
          pageSize,
        )
        const agents = await conversations.agentsIn(companyId, found.messages)
        connection.send({ type: 'messages', id: frame.id, conversationId, ...found, agents })
        return
      }
      case 'recall':
        await own(session, frame.conversationId)
        await conversations.recallByVisitor(companyId, visitorId, frame.conversationId, frame.id)
        return
      case 'invitation':
        return invites.answer(session.opener, frame.inviteId, frame.answer)
      case 'end': {
        // Asked for, because another tab of this visitor may have begun it.
        const current = (await conversations.currentOfVisitors(companyId, [visitorId])).get(visitorId)
        if (current) await conversations.endByVisitor(companyId, current)
        session.conversationId = null
        return
      }
      case 'send':
      case 'hello':
      case 'ping':
        return
      default:
        frame satisfies never
    }
  }

  return {
    path: '/realtime/visitor',
    frames: VisitorFrameIn,
    // Which domains a site allows is known only after hello names it; a client that names no origin is no browser's page.
    allows: ({ origin }) => origin !== undefined && origin !== 'null' && URL.canParse(origin),
    hello: (connection, frame) => greet(connection, frame),
    receive: (connection, session, frame) =>
      frame.type === 'send' ? send(connection, session, frame) : receiveSlowly(connection, session, frame),
    closed(connection, { opener }) {
      door.left(connection, opener.companyId)
      visitors.connectionClosed(connection.id).catch(parts.onTrouble)
    },
  }
}
