/**
 * The realtime protocol: JSON frames over one WebSocket (`/realtime/visitor`, `/realtime/agent`), or the same frames over
 * server-sent events and POST. `docs/realtime.md` has the rules (RT1 …); `/docs/realtime` is generated from these schemas.
 */
import { z } from 'zod'
import { AppointmentNumber } from './appointment.ts'
import { ClassTree } from './class.ts'
import { StyleLook } from './company.ts'
import { Conversation, ConversationMark, ConversationStatus, Mention, ToldConversation } from './conversation.ts'
import { Id, MessageId, Moment, SiteKey } from './ids.ts'
import { InviteKind } from './invite.ts'
import { maxTypingLength } from './limits.ts'
import { Message, MessageBody, SendBody, VisitorSendBody } from './message.ts'
import { AgentFiguresChange } from './monitor.ts'
import { PhraseTree } from './phrase.ts'
import { QualityRules } from './quality.ts'
import { RobotProfile } from './robot.ts'
import { AgentState, Colleague } from './team.ts'
import { TicketNotice } from './ticket.ts'
import { TransferOffer, TransferOutcome } from './transfer.ts'
import { DeviceInfo, LiveVisitor, LiveVisitorChange, PageInfo, PageProduct, PageView } from './visitor.ts'

export { type CloseCode, closeCodes, maxFrameBytes, pingIntervalMs, pongTimeoutMs, protocolVersion } from './limits.ts'

const seq = z.int().min(0)

// ---- both roles ----------------------------------------------------------------------------------------------------

const Ping = z.object({ type: z.literal('ping') })
const Pong = z.object({ type: z.literal('pong') })
/** The server is about to close; `reconnectAfterMs` is random, so that not everybody comes back at once. */
const Bye = z.object({ type: z.literal('bye'), code: z.int(), reason: z.string(), reconnectAfterMs: z.int() })
/** The message is durable. The same id sent again is answered by the same ack. */
export const Ack = z.object({
  type: z.literal('ack'),
  id: MessageId,
  conversationId: Id,
  seq: z.int().min(1),
  at: Moment,
  body: MessageBody.optional().describe('What is stored, where it is not what was sent: words were masked.'),
  notice: z.string().optional().describe('What its sender is to be told about it.'),
})
/** The server will not do what a frame asked. `id` is the message's or the request's; nothing was changed. */
export const Refused = z.object({
  type: z.literal('refused'),
  id: z.string().nullable(),
  code: z.string(),
  title: z.string(),
  retryAfterMs: z.int().optional().describe('Set when the same frame may be sent again later.'),
  words: z.array(z.string()).optional().describe('For agents: the words because of which it was refused.'),
})
const MessageFrame = z.object({ type: z.literal('message'), message: Message })
/** The agent as visitors see him. */
export const AgentProfile = z.object({ agentId: Id, name: z.string(), avatarUrl: z.string().nullable() })
export type AgentProfile = z.infer<typeof AgentProfile>

/** How far the conversation before another one goes. */
export const PreviousConversation = z.object({ conversationId: Id, lastSeq: seq })
export type PreviousConversation = z.infer<typeof PreviousConversation>

/** Answers `fetch`: ascending and contiguous. */
const Messages = z.object({
  type: z.literal('messages'),
  id: z.string(),
  conversationId: Id,
  messages: z.array(Message),
  hasEarlier: z
    .boolean()
    .describe('Whether there is anything before the first of them (in `history`: in any earlier conversation).'),
  agents: z.array(AgentProfile).optional().describe('For visitors: everyone on our side who speaks in `messages`.'),
  previous: PreviousConversation.optional().describe(
    'For visitors, where `messages` begin with the first one of their conversation: the conversation before it, if any.',
  ),
})
/** Asks for a range of positions, both exclusive; at most 200 a frame. */
const Fetch = z.object({
  type: z.literal('fetch'),
  id: z.string().max(40),
  conversationId: Id,
  after: seq.optional(),
  before: z.int().min(1).optional(),
})
const Read = z.object({ type: z.literal('read'), conversationId: Id, seq })

// ---- visitor -------------------------------------------------------------------------------------------------------

export const VisitorConversation = z.object({
  conversationId: Id,
  status: ConversationStatus,
  position: z.int().min(1).nullable().describe('1 is next; null unless queued.'),
  agent: AgentProfile.nullable(),
  joined: z.array(AgentProfile).optional().describe('Colleagues who take part beside him.'),
  isInCustody: z.boolean().optional().describe('The robot answers.'),
  lastSeq: seq,
  visitorReadSeq: seq,
  agentReadSeq: seq,
  previous: PreviousConversation.optional().describe(
    'The visitor’s conversation before this one, if any: who misses something of it asks for it.',
  ),
})
export type VisitorConversation = z.infer<typeof VisitorConversation>

/** Somebody would like to talk to the visitor. Drawn by the page; the chat itself shows none. */
export const Invitation = z.object({ inviteId: Id, kind: InviteKind, text: z.string(), agent: AgentProfile })
export type Invitation = z.infer<typeof Invitation>

export const VisitorHello = z.object({
  type: z.literal('hello'),
  protocol: z.int(),
  site: SiteKey,
  styleId: Id.optional(),
  token: z
    .string()
    .max(400)
    .optional()
    .describe('From an earlier welcome. One that does not fit this site is ignored: a new visitor is made.'),
  role: z
    .enum(['page', 'chat'])
    .describe(
      '`page`: the snippet on a customer’s page (presence, page views, unread count). `chat`: somebody reads and writes.',
    ),
  page: PageInfo.optional(),
  device: DeviceInfo.optional(),
  resume: z
    .object({ conversationId: Id, seq })
    .optional()
    .describe('What the client has already: the welcome then carries only what follows.'),
})
export type VisitorHello = z.infer<typeof VisitorHello>

export const VisitorFrameIn = z.discriminatedUnion('type', [
  VisitorHello,
  z.object({ type: z.literal('page'), page: PageInfo }),
  /** What the page on the screen says it sells; null: nothing, any more. Of another page than that it is ignored. */
  z.object({ type: z.literal('product'), url: PageInfo.shape.url, product: PageProduct.nullable() }),
  z.object({ type: z.literal('send'), id: MessageId, body: VisitorSendBody }),
  /** Take back what I said within the last two minutes; answered by the event in the stream, or by `refused`. */
  z.object({ type: z.literal('recall'), id: MessageId, conversationId: Id }),
  /** What is in the input box, unsent; empty when it was cleared. Throttled to one each 200 ms by the client. */
  z.object({ type: z.literal('typing'), text: z.string().max(maxTypingLength) }),
  Read,
  Fetch,
  /** Everything before a message, across conversations; answered by `messages`. */
  z.object({ type: z.literal('history'), id: z.string().max(40), conversationId: Id, before: z.int().min(1) }),
  z.object({ type: z.literal('end') }),
  /** What became of an invitation: drawn in front of somebody, then answered. A forced one is accepted by opening. */
  z.object({
    type: z.literal('invitation'),
    inviteId: Id,
    answer: z.enum(['seen', 'accepted', 'refused']),
  }),
  Ping,
])
export type VisitorFrameIn = z.infer<typeof VisitorFrameIn>

export const VisitorWelcome = z.object({
  type: z.literal('welcome'),
  protocol: z.int(),
  serverTime: Moment,
  token: z.string(),
  visitorId: Id,
  visitId: Id,
  siteName: z.string(),
  style: z.object({ styleId: Id, look: StyleLook }),
  isStaffed: z.boolean().describe('Whether an agent is there to answer.'),
  conversation: VisitorConversation.nullable().describe(
    'The conversation that goes on, or the last one; null for who never spoke.',
  ),
  messages: z.array(Message).describe('`chat` only. Recovered whole after `resume`, else the latest ones.'),
  hasEarlier: z.boolean(),
  resumed: z
    .boolean()
    .describe('True when `messages` continues from `resume`; false: forget what you have of this conversation.'),
  agents: z.array(AgentProfile).describe('Everyone on our side who speaks in `messages`.'),
  robot: RobotProfile.extend({ isReceiving: z.boolean().describe('Whether it answers whoever begins to talk.') })
    .optional()
    .describe('Who speaks where a message is from the robot.'),
  unread: z.int(),
  invitation: Invitation.optional().describe(
    '`page` only: one that waits for an answer, also after going to another page.',
  ),
})
export type VisitorWelcome = z.infer<typeof VisitorWelcome>

export const VisitorFrameOut = z.discriminatedUnion('type', [
  VisitorWelcome,
  Ack,
  Refused,
  MessageFrame,
  Messages,
  z.object({ type: z.literal('conversation'), conversation: VisitorConversation }),
  /** An agent is typing; the client lets it fade after 4 s. */
  z.object({ type: z.literal('typing') }),
  /** How far the other side has read. */
  Read,
  z.object({ type: z.literal('staffed'), isStaffed: z.boolean() }),
  /** An invitation came; null: it is over (answered in another tab, or nobody answered). */
  z.object({ type: z.literal('invitation'), invitation: Invitation.nullable() }),
  Pong,
  Bye,
])
export type VisitorFrameOut = z.infer<typeof VisitorFrameOut>

// ---- agent ---------------------------------------------------------------------------------------------------------

export const AgentHello = z.object({
  type: z.literal('hello'),
  protocol: z.int(),
  token: z
    .string()
    .max(400)
    .optional()
    .describe('For clients that keep no cookies; a browser’s session cookie is taken from the handshake.'),
})
export type AgentHello = z.infer<typeof AgentHello>

/** What a screen follows while it is open, beyond what concerns the agent himself. */
export const Feed = z.enum(['visitors', 'agents'])
export type Feed = z.infer<typeof Feed>

export const AgentFrameIn = z.discriminatedUnion('type', [
  AgentHello,
  /** Subscribe to a conversation. `after`: the last position the client has; 0 asks for the latest page instead. */
  z.object({ type: z.literal('open'), conversationId: Id, after: seq }),
  z.object({ type: z.literal('leave'), conversationId: Id }),
  z.object({
    type: z.literal('send'),
    id: MessageId,
    conversationId: Id,
    body: SendBody,
    anyway: z.literal(true).optional().describe('I was warned of words in it (`sensitive.warned`), and mean it.'),
  }),
  z.object({ type: z.literal('typing'), conversationId: Id }),
  /** From now on show me the conversations of these agents, and of nobody else; answered by `watched` for each new one. */
  z.object({ type: z.literal('watch'), agentIds: z.array(Id).max(50) }),
  Read,
  Fetch,
  /** Follow a feed until `unfollow`: `visitors` (who is on the sites), `agents` (what colleagues do). */
  z.object({ type: z.literal('follow'), feed: Feed }),
  z.object({ type: z.literal('unfollow'), feed: Feed }),
  /** Whether somebody can see this client: a page that is hidden tells its agent nothing. Taken for true until said. */
  z.object({ type: z.literal('looking'), isLooking: z.boolean() }),
  Ping,
])
export type AgentFrameIn = z.infer<typeof AgentFrameIn>

export const AgentFrameOut = z.discriminatedUnion('type', [
  /** A whole new picture: what the client held of the inbox is replaced. */
  z.object({
    type: z.literal('welcome'),
    protocol: z.int(),
    serverTime: Moment,
    agentId: Id,
    state: AgentState,
    inbox: z
      .array(Conversation)
      .describe('Mine (the 10,000 with the latest word), and the 500 that wait longest in the queue that I may take.'),
    colleagues: z.array(Colleague),
    mentions: z.array(Mention).describe('Where colleagues named me and I have not read it yet, latest first.'),
    offers: z.array(TransferOffer).describe('Conversations that colleagues ask me to take over.'),
    marks: z.array(ConversationMark).describe('Mine; a conversation that is not named has none.'),
    classes: ClassTree,
    quality: QualityRules.describe('What the quality of a conversation is judged by.'),
    watchable: z.array(Id).describe('Agents whose conversations I may watch.'),
  }),
  /** Answers `open`. `resumed`: continues after what the client has; else replaces it. */
  z.object({
    type: z.literal('opened'),
    conversationId: Id,
    conversation: Conversation,
    messages: z.array(Message),
    hasEarlier: z.boolean(),
    resumed: z.boolean(),
    pages: z.array(PageView),
  }),
  Ack,
  Refused,
  MessageFrame,
  Messages,
  /** A row is new or changed. */
  z.object({
    type: z.literal('conversation'),
    conversation: ToldConversation.describe(
      'As for somebody who has read nothing of it: what lies behind one’s own read mark is unread.',
    ),
    readSeqs: z
      .record(Id, z.int())
      .describe('How far agents have read it, by agent; who is not named has read nothing.'),
  }),
  /** A row leaves my list (taken by somebody else, handed over, closed). */
  z.object({ type: z.literal('gone'), conversationId: Id }),
  /** What I put on a conversation, on whatever device. */
  z.object({ type: z.literal('mark'), mark: ConversationMark }),
  /** The tree of classes is another. */
  z.object({ type: z.literal('classes'), classes: ClassTree }),
  /** The quality of conversations is judged by something else. */
  z.object({ type: z.literal('quality'), rules: QualityRules }),
  /** Answers `watch`: an agent's open conversations; from now on their frames arrive. */
  z.object({ type: z.literal('watched'), agentId: Id, conversations: z.array(Conversation) }),
  /** What the visitor has typed and not sent; empty when nothing. */
  z.object({ type: z.literal('typing'), conversationId: Id, text: z.string() }),
  /** A colleague types in a conversation that I have open. */
  z.object({ type: z.literal('colleague_typing'), conversationId: Id, agentId: Id }),
  z.object({
    type: z.literal('read'),
    conversationId: Id,
    by: z.enum(['visitor', 'agent']),
    agentId: Id.nullable(),
    seq,
  }),
  z.object({ type: z.literal('colleague'), colleague: Colleague }),
  /** A colleague named me in a note. It is seen by `read`, like the note itself. */
  z.object({ type: z.literal('mentioned'), mention: Mention }),
  /** A colleague asks me to take over a conversation; the same offer told again changes nothing. */
  z.object({ type: z.literal('transfer_offered'), offer: TransferOffer }),
  /** An offer to me, or by me, is over. To one of a group who has declined: it is over for him. */
  z.object({
    type: z.literal('transfer_over'),
    transferId: Id,
    conversationId: Id,
    byAgentId: Id,
    outcome: TransferOutcome,
    agentId: Id.nullable().describe('Who brought it about; null: nobody did.'),
    reason: z.string().describe('Why it was declined, as far as that was said.'),
  }),
  /** The visitor of a conversation opened or left a page. */
  z.object({ type: z.literal('page'), conversationId: Id, visitId: Id, page: PageView }),
  z.object({ type: z.literal('presence'), conversationId: Id, isVisitorOnline: z.boolean() }),
  /** The visitor has another name now. */
  z.object({ type: z.literal('visitor_name'), conversationId: Id, name: z.string() }),
  /** The visitor's card was changed or merged: who shows it asks for it again. */
  z.object({
    type: z.literal('card'),
    conversationId: Id,
    visitorId: Id,
    isMerge: z.boolean().optional().describe('His history is another as well: who shows it asks for it again.'),
  }),
  /** A ticket is new or changed; who shows it, and may see it, asks for it again. */
  z.object({ type: z.literal('ticket'), ticketId: Id, revision: z.int() }),
  /** A ticket needs my eye, or I have looked (null); `unread` is how many notices I have not seen. */
  z.object({ type: z.literal('ticket_notice'), notice: TicketNotice.nullable(), unread: z.int() }),
  /** An appointment is new or changed; who shows it, or those of this visitor, asks again. */
  z.object({ type: z.literal('appointment'), appointmentId: Id, visitorId: Id.nullable(), revision: z.int() }),
  /** One that I made is near. */
  z.object({
    type: z.literal('appointment_due'),
    appointmentId: Id,
    conversationId: Id.nullable(),
    number: AppointmentNumber,
    name: z.string(),
    at: Moment,
  }),
  /** The message centre is another: ask for its summary. */
  z.object({ type: z.literal('notices') }),
  /** Words of the company’s lists were said, of which who reviews them is told: ask for what I have not seen. */
  z.object({ type: z.literal('sensitive_hits') }),
  /** An app was switched on or off: ask for the list. */
  z.object({ type: z.literal('apps') }),
  /** Something in this tree of phrases is new, changed or gone: fetch the changes since what you have. */
  z.object({ type: z.literal('phrases'), tree: PhraseTree }),
  /** Answers `follow`: what changes from now on is told. The picture itself is fetched over HTTP after this. */
  z.object({ type: z.literal('following'), feed: Feed }),
  /** Visitors who came (whole), and what changed about others. A change of one that the client does not hold is ignored. */
  z.object({ type: z.literal('visitors'), came: z.array(LiveVisitor), changed: z.array(LiveVisitorChange) }),
  /** Of each agent only what changed. */
  z.object({ type: z.literal('agents'), changed: z.array(AgentFiguresChange) }),
  Pong,
  Bye,
])
export type AgentFrameOut = z.infer<typeof AgentFrameOut>
