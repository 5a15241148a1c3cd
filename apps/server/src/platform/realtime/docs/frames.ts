import {
  AgentFrameIn,
  AgentFrameOut,
  AgentProfile,
  ClassTree,
  Colleague,
  Conversation,
  ConversationEvent,
  ConversationMark,
  DeviceInfo,
  Id,
  Mention,
  Message,
  MessageId,
  Moment,
  PageInfo,
  PageView,
  PreviousConversation,
  QualityRules,
  Quote,
  Region,
  SendBody,
  SiteKey,
  StyleLook,
  TransferOffer,
  VisitorConversation,
  VisitorFrameIn,
  VisitorFrameOut,
  VisitorSendBody,
} from '@youwen/contract'
import type { z } from 'zod'

/** What each frame is for. A new frame without a line here does not compile. */
const visitorIn = {
  hello: 'The first frame: which site, who, and what is there already (RT3, RT7, RT8, RT15).',
  page: 'The page now shows something else, without having been loaded anew.',
  product: 'Which product the page on the screen shows, by what it says itself; null: none any more (RT8).',
  send: 'Say something (RT9). Answered by `ack` or `refused`.',
  typing: 'What is in the input box, unsent; empty when it was cleared (RT19).',
  read: 'Everything up to here has been seen (RT20).',
  fetch: 'Asks for a range of positions of one conversation (RT14). Answered by `messages`.',
  recall:
    'Takes back what the visitor said within the last two minutes (RT29). Answered by the event in the stream, or by `refused`.',
  history: 'Asks for what was said before a message, in earlier conversations too (RT18). Answered by `messages`.',
  invitation: 'What became of an invitation (RT34).',
  end: 'The visitor ends the conversation. The next message begins another.',
  ping: 'Is anybody there? Answered by `pong` (RT21).',
} satisfies Record<VisitorFrameIn['type'], string>

const visitorOut = {
  welcome: 'Answers `hello`: who you are, and what you do not have yet (RT4, RT15).',
  ack: 'Your message is on disk, at this position (RT10).',
  refused: 'Not done, and why (RT12). Nothing was changed.',
  message: 'Somebody said something, or something happened to the conversation (RT13).',
  messages: 'Answers `fetch` and `history`: ascending.',
  conversation: 'The conversation as it is now: who has it, the place in the queue, how far everybody has read.',
  typing: 'An agent is typing; let it fade after 4 s (RT19).',
  read: 'How far the agents have read.',
  invitation: 'An agent would like to talk; null: that is over (RT34).',
  staffed: 'Whether an agent is there to answer, now that this has changed.',
  pong: 'Answers `ping`.',
  bye: 'The connection is about to be closed; come back after this time (RT24).',
} satisfies Record<VisitorFrameOut['type'], string>

const agentIn = {
  hello: 'The first frame (RT3, RT7).',
  open: 'Follow a conversation, from this position on (RT16). Answered by `opened` or `refused`.',
  leave: 'Follow it no longer.',
  send: 'Say something in a conversation (RT9). Answered by `ack` or `refused`.',
  typing: 'I am typing in this conversation (RT19).',
  watch:
    'From now on show me the open conversations of these agents, and of nobody else (RT33). Answered by `watched`.',
  read: 'I have seen everything up to here (RT20).',
  fetch: 'Asks for a range of positions (RT14, RT18). Answered by `messages`.',
  follow: 'What a screen shows while it is open (RT35). Answered by `following` or `refused`.',
  unfollow: 'Follow it no longer.',
  looking: 'Whether somebody can see this client; taken for true until said (RT38).',
  ping: 'Is anybody there? Answered by `pong` (RT21).',
} satisfies Record<AgentFrameIn['type'], string>

const agentOut = {
  welcome: 'Answers `hello`: a whole new picture of the inbox (RT16).',
  opened: 'Answers `open`: the conversation and what you do not have of it yet (RT16).',
  ack: 'Your message is on disk, at this position (RT10).',
  refused: 'Not done, and why (RT12). Nothing was changed.',
  message: 'A message in a conversation of mine, in the queue, or open on my desk (RT13).',
  messages: 'Answers `fetch`: ascending and without holes.',
  conversation: 'A row of the inbox is new or changed: put it in place of the old one.',
  gone: 'A row leaves the inbox, and the rows of whoever I watch: taken by somebody else or handed over.',
  mark: 'What I put on a conversation for myself, on whatever device.',
  classes: 'The tree of classes is another: put it in place of the old one.',
  watched: 'Answers `watch`: all open conversations of one agent; what changes about them arrives as frames (RT33).',
  typing: 'What the visitor has typed and not sent; empty when nothing.',
  colleague_typing: 'A colleague types in a conversation that I have open; let it fade after 4 s.',
  read: 'Somebody has read up to here.',
  colleague: 'A colleague, or I myself: name, picture and state as they are now.',
  mentioned: 'A colleague named me in a note; I may open its conversation (RT30).',
  transfer_offered:
    'A colleague asks me to take over a conversation. The same offer told again changes nothing (RT36).',
  transfer_over: 'An offer to me, or by me, is over: how, and who brought it about (RT36).',
  page: 'The visitor of a conversation opened or left a page.',
  following: 'Answers `follow`: fetch the picture now, whatever changes from here on is told (RT35).',
  visitors: 'Who came to the sites, and what changed about others (RT35).',
  agents: 'What changed about agents (RT35).',
  presence: 'Whether the visitor of a conversation has a page open.',
  quality: 'The quality of conversations is judged by these conditions from now on, of earlier ones too (RT40).',
  visitor_name: 'The visitor of a conversation is called otherwise now; empty when his name was taken away.',
  card: 'The card of a visitor was changed or merged: ask for it again where it is shown.',
  ticket: 'A ticket is new or changed; who shows it asks for it again (RT27).',
  ticket_notice: 'A ticket needs my eye, or I have looked; how many notices are unread (RT27).',
  appointment: 'An appointment is new or changed; who shows it, or those of its visitor, asks again (RT43).',
  appointment_due: 'An appointment that I made is near (RT43).',
  phrases:
    'A tree of phrases changed: fetch `GET /api/phrases/{tree}` from the cursor that you have. Do so after every welcome.',
  notices: 'The message centre is another: ask `GET /api/notices-summary` (RT37).',
  sensitive_hits: 'Words of the company’s lists were said, or tried to be, of which reviewers are told (RT41).',
  apps: 'An app was switched on or off: ask `GET /api/apps` (RT37).',
  pong: 'Answers `ping`.',
  bye: 'The connection is about to be closed; come back after this time (RT24).',
} satisfies Record<AgentFrameOut['type'], string>

interface Side {
  readonly id: string
  readonly title: string
  readonly io: 'input' | 'output'
  readonly frames: z.ZodDiscriminatedUnion<readonly z.ZodObject[]>
  readonly meanings: Readonly<Record<string, string>>
}

/** The four vocabularies of the protocol. */
export const sides: readonly Side[] = [
  { id: 'visitor-says', title: 'A visitor’s client says', io: 'input', frames: VisitorFrameIn, meanings: visitorIn },
  {
    id: 'visitor-hears',
    title: 'A visitor’s client hears',
    io: 'output',
    frames: VisitorFrameOut,
    meanings: visitorOut,
  },
  { id: 'agent-says', title: 'An agent’s client says', io: 'input', frames: AgentFrameIn, meanings: agentIn },
  { id: 'agent-hears', title: 'An agent’s client hears', io: 'output', frames: AgentFrameOut, meanings: agentOut },
]

/** What frames are made of, described once and named wherever it occurs. */
export const parts: Readonly<Record<string, z.ZodType>> = {
  Message,
  SendBody,
  VisitorSendBody,
  Quote,
  ConversationEvent,
  Conversation,
  Mention,
  TransferOffer,
  ConversationMark,
  ClassTree,
  QualityRules,
  VisitorConversation,
  PreviousConversation,
  AgentProfile,
  Colleague,
  PageInfo,
  PageView,
  DeviceInfo,
  Region,
  StyleLook,
  Id,
  MessageId,
  Moment,
  SiteKey,
}

/** What a name alone does not say. */
export const partMeanings: Readonly<Record<string, string>> = {
  Id: 'A UUID.',
  MessageId: 'A UUID of version 7, chosen by who sends the message.',
  Moment: 'ISO 8601 in UTC with milliseconds.',
  SiteKey: 'Names a site; the snippet on a customer’s page carries it. It grants nothing.',
  Message: 'One position of a conversation: something said, or something that happened.',
  SendBody: 'What is said. A file is uploaded first (`POST /api/files`) and named by its id.',
  VisitorSendBody: 'What a visitor says: neither cards nor notes.',
  Quote: 'The message that another one answers, as it was then; one that was recalled has lost its text.',
  TransferOffer: 'What somebody sees who is asked to take over a conversation; he sees the rest once he has it.',
  Mention: 'Where a colleague named me, until I have read that far.',
  ConversationEvent: 'Something that happened to a conversation, in its place in the order.',
  Conversation: 'A conversation as agents see it: one row of the inbox.',
  VisitorConversation: 'A conversation as its visitor sees it.',
  PreviousConversation: 'How far the visitor’s conversation before another one goes (RT42).',
  AgentProfile: 'An agent as visitors see him.',
  Colleague: 'An agent as agents see each other.',
  StyleLook: 'How the widget looks on this site.',
}
