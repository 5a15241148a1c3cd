import { agentOf, os } from '../../platform/http/index.ts'
import type { Notices } from './notices.ts'

export const createNoticeRoutes = ({ feed, announcements }: Notices) => ({
  list: os.notice.list.handler(({ context, input }) => feed.list(agentOf(context), input)),
  summary: os.notice.summary.handler(({ context }) => feed.summary(agentOf(context))),
  read: os.notice.read.handler(({ context, input }) => feed.read(agentOf(context), input)),
  announcements: os.notice.announcements.handler(({ context, input }) => announcements.list(agentOf(context), input)),
  readers: os.notice.readers.handler(({ context, input }) => announcements.readers(agentOf(context), input.noticeId)),
  announce: os.notice.announce.handler(({ context, input }) => announcements.announce(agentOf(context), input)),
  change: os.notice.change.handler(({ context, input }) => announcements.change(agentOf(context), input)),
  withdraw: os.notice.withdraw.handler(({ context, input }) =>
    announcements.withdraw(agentOf(context), input.noticeId),
  ),
})
