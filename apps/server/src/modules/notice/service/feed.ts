import { type Notice, NoticeBody, type NoticeKind, type NoticeSummary } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { Version } from '../changelog.ts'
import type { NoticeCollaborators } from '../collaborators.ts'
import { announce } from '../events.ts'
import * as store from '../store/notice.ts'
import { pageOf, placeOf } from './cursor.ts'
import { readerOf } from './reader.ts'

const latestShown = 8

export interface FeedParts {
  readonly db: Db
  readonly now: () => Date
  readonly versions: readonly Version[]
  readonly collaborators: Pick<NoticeCollaborators, 'groups'>
}

/** The message centre as an agent sees it. */
export function createFeed({ db, now, versions, collaborators }: FeedParts) {
  const byVersion = new Map(versions.map((version) => [version.version, version]))

  const bodyOf = (row: store.NoticeRow, at: Date): NoticeBody => {
    switch (row.kind) {
      case 'product': {
        const { isReleased = false, changes = {} } = byVersion.get(row.code) ?? {}
        return { kind: 'product', version: row.code, isReleased, changes }
      }
      case 'announcement': {
        const { title, text, isImportant, authorName, endsAt } = row
        const isOver = endsAt !== null && endsAt <= at
        return {
          kind: 'announcement',
          title,
          text,
          isImportant,
          authorName,
          endsAt: endsAt?.toISOString() ?? null,
          isOver,
        }
      }
      case 'system':
        return NoticeBody.parse({
          kind: 'system',
          warning: { code: row.code, params: row.params },
          clearedAt: row.clearedAt?.toISOString() ?? null,
        })
      default:
        return row.kind satisfies never
    }
  }
  const toNotice = (row: store.NoticeRow, at: Date): Notice => ({
    noticeId: row.noticeId,
    at: row.at.toISOString(),
    isRead: row.isRead,
    body: bodyOf(row, at),
  })

  const reader = (tx: Tx, agent: AgentCaller) =>
    readerOf(tx, agent, { groups: collaborators.groups, versions: [...byVersion.keys()], now: now() })

  const summaryFor = async (tx: Tx, agent: AgentCaller): Promise<NoticeSummary> => {
    const who = await reader(tx, agent)
    const shown = (rows: readonly store.NoticeRow[]) => rows.map((row) => toNotice(row, who.now))
    return {
      unread: await store.countUnread(tx, who),
      latest: shown(await store.findPage(tx, who, { isUnread: false, limit: latestShown })),
      banners: shown(await store.findBanners(tx, who)),
    }
  }

  return {
    async list(
      agent: AgentCaller,
      input: { cursor?: string | undefined; limit: number; kind?: NoticeKind | undefined; state: 'all' | 'unread' },
    ): Promise<{ items: Notice[]; next: string | null }> {
      const before = placeOf(input.cursor)
      const { kind, limit, state } = input
      return db.company(agent.companyId, async (tx) => {
        const who = await reader(tx, agent)
        const found = await store.findPage(tx, who, { kind, before, isUnread: state === 'unread', limit: limit + 1 })
        const { rows, next } = pageOf(found, limit)
        return { items: rows.map((row) => toNotice(row, who.now)), next }
      })
    },

    summary: (agent: AgentCaller): Promise<NoticeSummary> => db.company(agent.companyId, (tx) => summaryFor(tx, agent)),

    read: (
      agent: AgentCaller,
      which: { noticeIds?: readonly string[] | undefined; kind?: NoticeKind | undefined },
    ): Promise<NoticeSummary> =>
      db.company(agent.companyId, async (tx) => {
        const { companyId, agentId } = agent
        const { count, authorIds } = await store.markRead(tx, await reader(tx, agent), which)
        // His other windows lose the badge too, and who wrote it sees it being read.
        const told = new Set(count > 0 ? [agentId, ...authorIds] : [])
        for (const one of told) announce(tx, { type: 'notice.changed', companyId, agentId: one })
        return summaryFor(tx, agent)
      }),
  }
}
