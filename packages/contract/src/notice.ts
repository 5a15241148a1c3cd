import { z } from 'zod'
import { Id, line, MessageId, Moment, PageRequest, pageOf } from './ids.ts'
import { route } from './route.ts'

export const NoticeKind = z.enum(['product', 'announcement', 'system'])
export type NoticeKind = z.infer<typeof NoticeKind>

/** A piece of a line of the changelog. Text, whatever it looks like: nobody renders it as markup. */
export const ChangePiece = z.object({ kind: z.enum(['text', 'strong', 'code']), text: z.string() })
export type ChangePiece = z.infer<typeof ChangePiece>

/** What one version brought, in the order of the changelog. */
export const Changes = z.array(z.array(ChangePiece))
export type Changes = z.infer<typeof Changes>

/**
 * What the server warns of by itself. Each has texts in the console's dictionaries (`notice.warning.<code>`), a
 * permission whose holders are told, and a weight.
 */
export const SystemWarning = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('disk_low'),
    params: z.object({ node: z.string(), freeBytes: z.number(), totalBytes: z.number() }),
  }),
  z.object({ code: z.literal('backup_old'), params: z.object({ lastAt: Moment.nullable(), days: z.int() }) }),
  z.object({ code: z.literal('job_failed'), params: z.object({ task: z.string(), attempts: z.int() }) }),
  z.object({ code: z.literal('bus_cut_off'), params: z.object({ node: z.string(), minutes: z.int() }) }),
  z.object({ code: z.literal('push_failing'), params: z.object({ service: z.string(), status: z.int() }) }),
  z.object({ code: z.literal('sms_failing'), params: z.object({ failure: z.string() }) }),
])
export type SystemWarning = z.infer<typeof SystemWarning>

export const NoticeBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('product'),
    version: z.string(),
    isReleased: z.boolean(),
    changes: z.record(z.string(), Changes).describe('By language (`zh-CN`, `en-US`), as far as there are words in it.'),
  }),
  z.object({
    kind: z.literal('announcement'),
    title: z.string(),
    text: z.string(),
    isImportant: z.boolean().describe('Shown above every screen until it was read.'),
    authorName: z.string(),
    endsAt: Moment.nullable(),
    isOver: z.boolean(),
  }),
  z.object({
    kind: z.literal('system'),
    warning: SystemWarning,
    clearedAt: Moment.nullable().describe('When the trouble was over; null while it goes on.'),
  }),
])
export type NoticeBody = z.infer<typeof NoticeBody>

/** One thing in the message centre, as who asks sees it. */
export const Notice = z.object({ noticeId: Id, at: Moment, isRead: z.boolean(), body: NoticeBody })
export type Notice = z.infer<typeof Notice>

export const NoticeSummary = z.object({
  unread: z.object({ product: z.int(), announcement: z.int(), system: z.int() }),
  latest: z.array(Notice).describe('Latest first, at most 8.'),
  banners: z.array(Notice).describe('Important announcements that go on and that I have not read.'),
})
export type NoticeSummary = z.infer<typeof NoticeSummary>

export const SaveAnnouncement = z.object({
  title: line(60).min(1),
  text: z.string().trim().min(1).max(4_000),
  isImportant: z.boolean(),
  groupIds: z.array(Id).max(100).describe('Whose members it is for, with the groups below them; none: everybody.'),
  startsAt: Moment.nullable().describe('Null: at once.'),
  endsAt: Moment.nullable().describe('Null: until it is withdrawn.'),
})
export type SaveAnnouncement = z.infer<typeof SaveAnnouncement>

/** As who writes announcements sees it. */
export const Announcement = SaveAnnouncement.extend({
  noticeId: Id,
  startsAt: Moment,
  createdAt: Moment,
  changedAt: Moment,
  authorName: z.string(),
  state: z.enum(['scheduled', 'running', 'over', 'withdrawn']),
  readers: z.int().describe('How many of those whom it is for have read it.'),
  audience: z.int(),
})
export type Announcement = z.infer<typeof Announcement>

export const AnnouncementReader = z.object({ agentId: Id, name: z.string(), readAt: Moment.nullable() })
export type AnnouncementReader = z.infer<typeof AnnouncementReader>

const tag = 'notice'
const mine = { access: 'signed-in', tag } as const
const manage = { access: 'notice.manage', tag } as const

export const notice = {
  list: route('GET', '/notices', { ...mine, audit: null, title: 'My message centre, latest first' })
    .input(PageRequest.extend({ kind: NoticeKind.optional(), state: z.enum(['all', 'unread']).default('all') }))
    .output(pageOf(Notice)),
  summary: route('GET', '/notices-summary', {
    ...mine,
    audit: null,
    title: 'What I have not read, the latest, and what stands above every screen',
  }).output(NoticeSummary),
  read: route('POST', '/notices/read', { ...mine, audit: null, title: 'I have read these notices, or all of a kind' })
    .input(
      z.object({
        noticeIds: z.array(Id).max(200).optional(),
        kind: NoticeKind.optional().describe('All of it; without this and without ids: everything.'),
      }),
    )
    .output(NoticeSummary),
  announcements: route('GET', '/announcements', {
    ...manage,
    audit: null,
    title: 'All announcements with how many have read them, latest first',
  })
    .input(PageRequest)
    .output(pageOf(Announcement)),
  readers: route('GET', '/announcements/{noticeId}/readers', {
    ...manage,
    audit: null,
    title: 'Whom an announcement is for, and who has read it',
  })
    .input(z.object({ noticeId: Id }))
    .output(z.array(AnnouncementReader)),
  announce: route('POST', '/announcements', {
    ...manage,
    audit: 'announcement.added',
    title: 'Announce something to the company; the same id again changes nothing',
  })
    .input(SaveAnnouncement.extend({ id: MessageId }))
    .output(Announcement),
  change: route('PUT', '/announcements/{noticeId}', {
    ...manage,
    audit: 'announcement.saved',
    title: 'Change an announcement',
  })
    .input(
      SaveAnnouncement.extend({
        noticeId: Id,
        tellsAgain: z.boolean().describe('Who has read it is to read it again.'),
      }),
    )
    .output(Announcement),
  withdraw: route('POST', '/announcements/{noticeId}/withdrawal', {
    ...manage,
    audit: 'announcement.withdrawn',
    title: 'Take an announcement back: nobody sees it any more',
  })
    .input(z.object({ noticeId: Id }))
    .output(Announcement),
}
