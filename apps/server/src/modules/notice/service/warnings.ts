import type { SystemWarning } from '@youwen/contract'
import type { Db } from '../../../platform/db/index.ts'
import type { NoticeCollaborators } from '../collaborators.ts'
import { announce } from '../events.ts'
import * as store from '../store/warning.ts'

const keptMs = 30 * 86_400_000

export interface WarningParts {
  readonly db: Db
  readonly now: () => Date
  readonly newId: () => string
  readonly collaborators: Pick<NoticeCollaborators, 'operatorId'>
}

/** What a trouble is about: `subject` tells several of one code apart; without a company it is the installation's. */
export interface About {
  readonly companyId?: string | undefined
  readonly subject?: string | undefined
}

/**
 * The server's own warnings. A trouble that goes on is one notice, however often it is raised; who raises it clears it. One
 * of the whole installation is told to those who operate it: other companies here can do nothing about it.
 */
export function createWarnings({ db, now, newId, collaborators }: WarningParts) {
  return {
    async raise(warning: SystemWarning, { companyId, subject = '' }: About = {}): Promise<void> {
      const concerned = companyId ?? (await collaborators.operatorId())
      if (concerned === undefined) return
      const notices = [{ companyId: concerned, noticeId: newId() }]
      await db.all(async (tx) => {
        for (const told of await store.putWarning(tx, notices, { warning, subject, at: now() })) {
          announce(tx, { type: 'notice.changed', companyId: told, agentId: null })
        }
      })
    },

    clear: (code: SystemWarning['code'], { companyId, subject = '' }: About = {}): Promise<void> =>
      db.all(async (tx) => {
        for (const told of await store.clearWarning(tx, { code, subject, companyId, at: now() })) {
          announce(tx, { type: 'notice.changed', companyId: told, agentId: null })
        }
      }),

    forgetCleared: () => db.all((tx) => store.forgetCleared(tx, new Date(now().getTime() - keptMs))),
  }
}
export type Warnings = ReturnType<typeof createWarnings>
