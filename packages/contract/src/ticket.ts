import { z } from 'zod'
import { StoredFile } from './file.ts'
import { Id, MessageId, Moment, PageRequest, pageOf } from './ids.ts'
import { route } from './route.ts'
import { secret } from './secret.ts'

/** resolved: done, as far as we are concerned. closed: and nobody contradicted. Both can be reopened. */
export const TicketState = z.enum(['open', 'in_progress', 'resolved', 'closed'])
export type TicketState = z.infer<typeof TicketState>
export const TicketPriority = z.enum(['low', 'normal', 'high', 'urgent'])
export type TicketPriority = z.infer<typeof TicketPriority>
export const TicketColour = z.enum(['grey', 'blue', 'green', 'amber', 'red', 'purple'])
export type TicketColour = z.infer<typeof TicketColour>

export const SaveTicketType = z.object({
  name: z.string().trim().min(1).max(20),
  colour: TicketColour,
  priority: TicketPriority.describe('What a new ticket of this type begins with.'),
  dueHours: z.int().min(1).max(8_760).nullable().describe('When a new one is due, counted from its making.'),
})
export type SaveTicketType = z.infer<typeof SaveTicketType>
export const TicketType = SaveTicketType.extend({
  ticketTypeId: Id,
  isRemoved: z.boolean().describe('Tickets of a removed type keep it; new ones cannot have it.'),
})
export type TicketType = z.infer<typeof TicketType>

/** One row of the list. */
export const TicketRow = z.object({
  ticketId: Id,
  number: z.int().describe('1, 2, 3 … within the company.'),
  title: z.string(),
  ticketTypeId: Id.nullable(),
  priority: TicketPriority,
  state: TicketState,
  assigneeId: Id.nullable(),
  groupId: Id.nullable().describe('Whose members take it when nobody is the assignee.'),
  creatorId: Id,
  visitorId: Id.nullable(),
  visitorName: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
  dueAt: Moment.nullable(),
  createdAt: Moment,
  changedAt: Moment,
  commentCount: z.int(),
  isWatched: z.boolean().describe('By who asks.'),
})
export type TicketRow = z.infer<typeof TicketRow>

export const TicketField = z.enum([
  'title',
  'description',
  'type',
  'priority',
  'assignee',
  'group',
  'due',
  'state',
  'watchers',
])
export type TicketField = z.infer<typeof TicketField>

/** What happened to a ticket, oldest first. */
export const TicketEntry = z.object({
  entryId: Id,
  at: Moment,
  agentId: Id,
  body: z.discriminatedUnion('type', [
    z.object({ type: z.literal('created') }),
    z.object({ type: z.literal('comment'), text: z.string(), files: z.array(StoredFile) }),
    z.object({
      type: z.literal('changed'),
      changes: z.array(
        z.object({
          field: TicketField,
          from: z.string().nullable().describe('Ids, moments and codes as they are in the ticket; texts shortened.'),
          to: z.string().nullable(),
        }),
      ),
    }),
  ]),
})
export type TicketEntry = z.infer<typeof TicketEntry>

export const Ticket = TicketRow.extend({
  revision: z.int().describe('Counts changes; who changes the ticket says which revision he saw.'),
  description: z.string(),
  watcherIds: z.array(Id),
  conversationId: Id.nullable(),
  atSeq: z.int().nullable().describe('The message that it is about.'),
  mayOpenConversation: z.boolean().describe('Whether who asks sees that conversation.'),
  entries: z.array(TicketEntry),
})
export type Ticket = z.infer<typeof Ticket>

const fields = {
  title: z.string().trim().min(1).max(100),
  description: z.string().trim().max(20_000),
  ticketTypeId: Id.nullable(),
  priority: TicketPriority,
  assigneeId: Id.nullable(),
  groupId: Id.nullable(),
  dueAt: Moment.nullable(),
  watcherIds: z.array(Id).max(50),
}

/** The client makes the id, so a retry is the same request. */
export const AddTicket = z.object({
  id: MessageId,
  ...fields,
  // What visitors said stays in the ticket: the operation log has no use for it.
  description: secret(fields.description.default('')),
  ticketTypeId: fields.ticketTypeId.default(null),
  priority: TicketPriority.default('normal'),
  assigneeId: fields.assigneeId.default(null),
  groupId: fields.groupId.default(null),
  dueAt: fields.dueAt.default(null),
  watcherIds: fields.watcherIds.default([]),
  conversationId: Id.nullable().default(null),
  atSeq: z.int().min(1).nullable().default(null),
})
export type AddTicket = z.infer<typeof AddTicket>

/** `undefined` leaves a value, `null` clears it. */
export const ChangeTicket = z
  .object({ ...fields, state: TicketState })
  .partial()
  .extend({
    ticketId: Id,
    revision: z.int().min(1),
    description: secret(fields.description.optional()),
  })
export type ChangeTicket = z.infer<typeof ChangeTicket>

export const TicketQuery = PageRequest.extend({
  view: z.enum(['all', 'mine', 'watched', 'created']).default('all'),
  state: z.enum([...TicketState.options, 'unfinished']).optional(),
  ticketTypeId: Id.optional(),
  priority: TicketPriority.optional(),
  due: z.enum(['overdue', 'soon']).optional().describe('`soon`: within 24 hours. Both only of unfinished ones.'),
  visitorId: Id.optional(),
  words: z.string().trim().max(100).optional().describe('In title and description, or a number (`#12`).'),
  sort: z.enum(['changed', 'created', 'due', 'priority']).default('changed'),
})
export type TicketQuery = z.infer<typeof TicketQuery>

/** Why somebody is told: what needs his eye, not everything that happens. */
export const TicketNotice = z.object({
  ticketNoticeId: Id,
  ticketId: Id,
  number: z.int(),
  title: z.string(),
  kind: z.enum(['assigned', 'commented', 'state', 'due_soon', 'overdue']),
  agentId: Id.nullable().describe('Who did it; null: the clock.'),
  state: TicketState.describe('Of the ticket, now.'),
  at: Moment,
  isRead: z.boolean(),
})
export type TicketNotice = z.infer<typeof TicketNotice>
export const TicketNotices = z.object({ notices: z.array(TicketNotice), unread: z.int() })
export type TicketNotices = z.infer<typeof TicketNotices>

const tag = 'ticket'
const handle = { access: 'ticket.handle', tag } as const
const manage = { access: 'ticket.manage', tag } as const

export const ticket = {
  list: route('GET', '/tickets', { ...handle, audit: null, title: 'Tickets I may see' })
    .input(TicketQuery)
    .output(pageOf(TicketRow)),
  get: route('GET', '/tickets/{ticketId}', { ...handle, audit: null, title: 'A ticket and what happened to it' })
    .input(z.object({ ticketId: Id }))
    .output(Ticket),
  add: route('POST', '/tickets', {
    ...handle,
    audit: 'ticket.added',
    title: 'Make a ticket, of a conversation or of its own; the same id again changes nothing',
  })
    .input(AddTicket)
    .output(Ticket),
  change: route('PATCH', '/tickets/{ticketId}', {
    ...handle,
    audit: 'ticket.changed',
    title: 'Change a ticket; refused when somebody else changed it since. Null: I do not see it any more',
  })
    .input(ChangeTicket)
    .output(Ticket.nullable()),
  comment: route('POST', '/tickets/{ticketId}/comments', {
    ...handle,
    audit: null,
    title: 'Say something about a ticket; the same id again changes nothing',
  })
    .input(
      z.object({
        ticketId: Id,
        id: MessageId,
        text: z.string().trim().max(4_000),
        fileIds: z.array(Id).max(10).default([]).describe('Uploaded for the purpose `ticket`.'),
      }),
    )
    .output(Ticket),
  watch: route('PUT', '/tickets/{ticketId}/watching', { ...handle, audit: null, title: 'Watch a ticket, or stop' })
    .input(z.object({ ticketId: Id, isWatched: z.boolean() }))
    .output(z.object({ isWatched: z.boolean() })),
  people: route('GET', '/tickets-people', { ...handle, audit: null, title: 'Whom a ticket can be given to' }).output(
    z.object({
      agents: z.array(z.object({ agentId: Id, name: z.string() })),
      groups: z.array(z.object({ groupId: Id, name: z.string() })),
    }),
  ),
  types: route('GET', '/ticket-types', { ...handle, audit: null, title: 'Ticket types, removed ones too' }).output(
    z.array(TicketType),
  ),
  addType: route('POST', '/ticket-types', { ...manage, audit: 'ticket_type.added', title: 'Add a ticket type' })
    .input(SaveTicketType)
    .output(TicketType),
  saveType: route('PUT', '/ticket-types/{ticketTypeId}', {
    ...manage,
    audit: 'ticket_type.saved',
    title: 'Change a ticket type',
  })
    .input(SaveTicketType.extend({ ticketTypeId: Id }))
    .output(TicketType),
  removeType: route('DELETE', '/ticket-types/{ticketTypeId}', {
    ...manage,
    audit: 'ticket_type.removed',
    title: 'Remove a ticket type; tickets of it keep it',
  }).input(z.object({ ticketTypeId: Id })),
  notices: route('GET', '/ticket-notices', {
    ...handle,
    audit: null,
    title: 'What needs my eye, latest first, at most 50',
  }).output(TicketNotices),
  readNotices: route('POST', '/ticket-notices/read', { ...handle, audit: null, title: 'I have seen these notices' })
    .input(z.object({ ticketId: Id.optional().describe('Those of one ticket; absent: all.') }))
    .output(TicketNotices),
}
