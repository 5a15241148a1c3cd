import type { Db } from '../../platform/db/index.ts'
import type { Version } from './changelog.ts'
import type { NoticeCollaborators } from './collaborators.ts'
import { announce } from './events.ts'
import { createAnnouncements } from './service/announcements.ts'
import { createFeed } from './service/feed.ts'
import { createWarnings } from './service/warnings.ts'
import { putVersion } from './store/notice.ts'

export interface NoticesOptions {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  /** Newest first. */
  readonly versions: readonly Version[]
  readonly collaborators: NoticeCollaborators
}

export function createNotices(parts: NoticesOptions) {
  const { db, now, newId, versions, collaborators } = parts
  return {
    feed: createFeed(parts),
    announcements: createAnnouncements(parts),
    warnings: createWarnings(parts),

    /** Tells every company of the versions that it has not been told of. */
    async tellOfVersions(): Promise<void> {
      const companyIds = await collaborators.companyIds()
      await db.all(async (tx) => {
        for (const [index, { version }] of versions.entries()) {
          const notices = companyIds.map((companyId) => ({ companyId, noticeId: newId() }))
          // In the order of the file, also when a server meets several at once.
          const at = new Date(now().getTime() - index)
          for (const companyId of await putVersion(tx, notices, { version, at })) {
            announce(tx, { type: 'notice.changed', companyId, agentId: null })
          }
        }
      })
    },
  }
}
export type Notices = ReturnType<typeof createNotices>
