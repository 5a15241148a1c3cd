import { z } from 'zod'
import { Filter } from './filter.ts'
import { Id, line, MessageId, Moment, PageRequest, pageOf } from './ids.ts'
import { maxTransferNote } from './limits.ts'
import { Message, MessageBody, SaidType, SenderKind } from './message.ts'
import { route } from './route.ts'
import { SensitiveMark } from './sensitive.ts'
import { PendingTransfer } from './transfer.ts'
import { Region, SourceKind } from './visitor.ts'

/** queued: waits for an agent. open: an agent has it, or the robot alone (`agentId` is null then). closed: over; the next message opens another. */
export const ConversationStatus = z.enum(['queued', 'open', 'closed'])
export type ConversationStatus = z.infer<typeof ConversationStatus>

/** One row of the desk's list. */
export const Conversation = z.object({
  conversationId: Id,
  visitorId: Id,
  visitId: Id.nullable(),
  visitorName: z.string(),
  region: Region,
  siteId: Id,
  siteName: z.string(),
  styleId: Id.nullable(),
  styleName: z.string(),
  channel: z.string(),
  terminal: z.string(),
  source: z
    .object({ kind: SourceKind, searchEngine: z.string().nullable(), keyword: z.string().nullable() })
    .nullable()
    .describe('What brought the visitor to the site when the conversation began; null where that is not known.'),
  classIds: z.array(Id).describe('What it was classified as.'),
  status: ConversationStatus,
  agentId: Id.nullable(),
  groupId: Id.nullable(),
  joinedAgentIds: z.array(Id).describe('Colleagues who take part beside the agent whose conversation it is.'),
  isInCustody: z.boolean().describe('The robot answers: for the agent whose conversation it is, or alone.'),
  handedOver: z
    .enum(['asked', 'unknown'])
    .nullable()
    .describe('Why the robot handed it over: a person was asked for, or it did not know. Null: it did not.'),
  startedAt: Moment,
  closedAt: Moment.nullable(),
  waitingSince: Moment.nullable().describe(
    'Since when the visitor waits for an answer; null when the last word is ours.',
  ),
  lastSeq: z.int(),
  messageCount: z.int().describe('What was said; events do not count.'),
  visitorMessageCount: z.int().describe('What the visitor said of it.'),
  agentMessageCount: z.int().describe('What agents said of it; the robot’s words are nobody’s.'),
  lastSpokenAt: Moment.nullable().describe('When somebody last said something that the visitor could read.'),
  hasCard: z.boolean().describe('Whether anything is on the card of its visitor.'),
  hasPhone: z.boolean().describe('Whether a phone number is on that card.'),
  sensitive: z
    .array(SensitiveMark)
    .describe('Words of the company’s lists that were said in it, as far as they were let through.'),
  /** The last thing said, shortened; of an image or file its name. Events do not count. */
  lastMessage: z.object({ from: SenderKind, type: SaidType, text: z.string(), at: Moment }).nullable(),
  readSeq: z.int().describe('How far the asking agent has read.'),
  unreadSeqs: z
    .array(z.int())
    .describe(
      'Positions of what the visitor said behind `readSeq`, ascending; of many the last 100. Events do not count.',
    ),
  visitorReadSeq: z.int(),
  transfer: PendingTransfer.nullable().describe('Who is being asked to take it over; null: nobody.'),
  isVisitorOnline: z.boolean().describe('Whether the visitor has a page open.'),
})
export type Conversation = z.infer<typeof Conversation>

/** The same as many are told it: how far each of them has read stands beside it. */
export const ToldConversation = Conversation.omit({ readSeq: true })
export type ToldConversation = z.infer<typeof ToldConversation>

/** A colleague named me in a note. Seen once I have read that far. */
export const Mention = z.object({
  messageId: MessageId,
  conversationId: Id,
  seq: z.int().min(1),
  visitorName: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
  byAgentId: Id,
  text: z.string().describe('The beginning of the note.'),
  at: Moment,
})
export type Mention = z.infer<typeof Mention>

/** What an agent puts on a conversation for himself alone. */
export const ConversationMark = z.object({
  conversationId: Id,
  isPinned: z.boolean().describe('Stays on top of his list.'),
  isUnread: z.boolean().describe('Looks unread until he opens it again.'),
})
export type ConversationMark = z.infer<typeof ConversationMark>

export const SearchHit = z.object({
  conversationId: Id,
  visitorId: Id,
  visitorName: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
  message: Message,
  excerpt: z
    .array(z.object({ text: z.string(), isHit: z.boolean() }))
    .describe('The text cut around the first hit, in parts; `isHit` parts are shown marked.'),
})
export type SearchHit = z.infer<typeof SearchHit>

const tag = 'conversation'
const serve = { access: 'conversation.serve', tag } as const
const ConversationRef = z.object({ conversationId: Id })
const MessageRef = ConversationRef.extend({ messageId: MessageId })

export const conversation = {
  list: route('GET', '/conversations', {
    access: 'signed-in',
    audit: null,
    title: 'Conversations I may see, latest first',
    tag,
  })
    .input(
      PageRequest.extend({ status: ConversationStatus.optional(), agentId: Id.optional(), visitorId: Id.optional() }),
    )
    .output(pageOf(Conversation)),
  find: route('POST', '/conversations/find', {
    access: 'signed-in',
    audit: null,
    title: 'Conversations I may see that a filter lets through, latest first; a page may have few, and go on',
    tag,
  })
    .input(PageRequest.extend({ filter: Filter.optional() }))
    .output(pageOf(Conversation)),
  recent: route('POST', '/conversations/recent', {
    access: 'signed-in',
    audit: null,
    title: 'Whom I talked to in the last 7 days: the latest conversation of each visitor, latest first',
    tag,
  })
    .input(
      PageRequest.extend({
        filter: Filter.optional(),
        words: z.string().trim().max(60).default('').describe('In the name, the region or the last message.'),
      }),
    )
    .output(pageOf(Conversation)),
  get: route('GET', '/conversations/{conversationId}', {
    access: 'signed-in',
    audit: null,
    title: 'One conversation',
    tag,
  })
    .input(ConversationRef)
    .output(Conversation),
  messages: route('GET', '/conversations/{conversationId}/messages', {
    access: 'signed-in',
    audit: null,
    title: 'Messages of a conversation by position, ascending',
    tag,
  })
    .input(
      ConversationRef.extend({
        after: z.coerce
          .number()
          .int()
          .min(0)
          .optional()
          .describe(
            'Exclusive bounds. With `before` the nearest ones below it are answered, else the first ones after `after`.',
          ),
        before: z.coerce.number().int().min(1).optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.array(Message)),
  history: route('GET', '/visitors/{visitorId}/messages', {
    access: 'signed-in',
    audit: null,
    title: 'What was said with a visitor before a position, across conversations, newest last',
    tag,
  })
    .input(
      z.object({
        visitorId: Id,
        /** `<conversationId>:<seq>`: everything before this message. */
        before: z
          .string()
          .regex(/^[0-9a-f-]{36}:\d+$/)
          .optional(),
        lastConversationId: Id.optional().describe(
          'Comes last, though others of the same person may have begun later: one that goes on, and is read from its end.',
        ),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ messages: z.array(Message), hasEarlier: z.boolean() })),
  accept: route('POST', '/conversations/{conversationId}/accept', {
    ...serve,
    audit: null,
    title: 'Take a waiting conversation from the queue',
  })
    .input(ConversationRef)
    .output(Conversation),
  transfer: route('POST', '/conversations/{conversationId}/transfer', {
    ...serve,
    audit: 'conversation.transferred',
    title: 'Hand a conversation to a colleague or a group',
  })
    .input(
      ConversationRef.extend({
        to: z.union([z.object({ agentId: Id }), z.object({ groupId: Id })]),
        note: line(maxTransferNote).default(''),
        asks: z
          .boolean()
          .default(false)
          .describe('Whether the receiver has to accept first (see `transfer`); until then the conversation stays.'),
      }),
    )
    .output(Conversation),
  takeOver: route('POST', '/conversations/{conversationId}/take-over', {
    access: 'conversation.transfer_any',
    audit: 'conversation.taken_over',
    title: 'Take a conversation from the colleague who has it',
    tag,
  })
    .input(ConversationRef)
    .output(Conversation),
  close: route('POST', '/conversations/{conversationId}/close', { ...serve, audit: null, title: 'End a conversation' })
    .input(ConversationRef)
    .output(Conversation),
  join: route('POST', '/conversations/{conversationId}/join', {
    ...serve,
    audit: 'conversation.joined',
    title: 'Take part in a colleague’s conversation: who is mentioned there, or may view or transfer what is others’',
  })
    .input(ConversationRef)
    .output(Conversation),
  leave: route('POST', '/conversations/{conversationId}/leave', {
    ...serve,
    audit: 'conversation.left',
    title: 'Take part no longer',
  })
    .input(ConversationRef)
    .output(Conversation),
  recall: route('POST', '/conversations/{conversationId}/messages/{messageId}/recall', {
    ...serve,
    audit: 'message.recalled',
    title: 'Take back what I said within the last two minutes',
  }).input(MessageRef),
  original: route('GET', '/conversations/{conversationId}/messages/{messageId}/original', {
    access: 'security.audit',
    audit: 'message.original_viewed',
    title: 'What a recalled message said',
    tag,
  })
    .input(MessageRef)
    .output(z.object({ body: MessageBody, recalledAt: Moment })),
  contact: route('POST', '/conversations/{conversationId}/contact', {
    ...serve,
    audit: null,
    title: 'Begin another conversation with the visitor of one that is over',
  })
    .input(ConversationRef)
    .output(Conversation),
  classify: route('PUT', '/conversations/{conversationId}/classes', {
    ...serve,
    audit: null,
    title: 'Say what a conversation was about',
  })
    .input(ConversationRef.extend({ classIds: z.array(Id).max(20) }))
    .output(Conversation),
  mark: route('PUT', '/conversations/{conversationId}/mark', {
    access: 'signed-in',
    audit: null,
    title: 'Pin a conversation or mark it unread, for me alone',
    tag,
  })
    .input(ConversationRef.extend({ isPinned: z.boolean().optional(), isUnread: z.boolean().optional() }))
    .output(ConversationMark),
  search: route('POST', '/messages/search', {
    access: 'signed-in',
    audit: null,
    title: 'Find messages by their words, latest first; a page may have few, and go on',
    tag,
  })
    .input(
      PageRequest.extend({
        words: z.string().trim().min(1).max(100),
        filter: Filter.optional().describe('Which conversations they are looked for in.'),
        agentId: Id.optional().describe('Who said it.'),
        from: Moment.optional(),
        until: Moment.optional(),
      }),
    )
    .output(pageOf(SearchHit)),
}
