import type { Announcement, AnnouncementReader, Group, SaveAnnouncement } from '@youwen/contract'
import type { Db, Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { isFor } from '../audience.ts'
import type { NoticeCollaborators } from '../collaborators.ts'
import { announce } from '../events.ts'
import * as store from '../store/announcement.ts'
import { pageOf, placeOf } from './cursor.ts'

export interface AnnouncementParts {
  readonly db: Db
  readonly now: () => Date
  readonly collaborators: Pick<NoticeCollaborators, 'groups' | 'colleagues'>
}

type People = readonly { readonly agentId: string; readonly name: string }[]

/** What administrators tell the company. */
export function createAnnouncements({ db, now, collaborators }: AnnouncementParts) {
  const audienceOf = (people: People, groups: readonly Group[], { groupIds }: store.AnnouncementRecord) =>
    people.filter(({ agentId }) => isFor(groups, groupIds, agentId))

  async function present(tx: Tx, companyId: string, records: readonly store.AnnouncementRecord[], people: People) {
    const groups = await collaborators.groups(tx, companyId)
    const reads = await store.findReads(
      tx,
      companyId,
      records.map(({ noticeId }) => noticeId),
    )
    const at = now()
    return records.map(({ at: startsAt, endsAt, withdrawnAt, createdAt, changedAt, ...record }): Announcement => {
      const audience = audienceOf(people, groups, {
        ...record,
        at: startsAt,
        endsAt,
        withdrawnAt,
        createdAt,
        changedAt,
      })
      const readers = new Set(reads.flatMap((read) => (read.noticeId === record.noticeId ? [read.agentId] : [])))
      return {
        ...record,
        startsAt: startsAt.toISOString(),
        endsAt: endsAt?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
        changedAt: changedAt.toISOString(),
        state: withdrawnAt ? 'withdrawn' : startsAt > at ? 'scheduled' : endsAt && endsAt <= at ? 'over' : 'running',
        readers: audience.filter(({ agentId }) => readers.has(agentId)).length,
        audience: audience.length,
      }
    })
  }

  async function get(tx: Tx, companyId: string, noticeId: string) {
    const found = await store.findAnnouncement(tx, companyId, noticeId)
    if (!found) throw notFound('announcement')
    return found
  }

  /** As it will be kept; refuses what cannot be meant. */
  async function checked(tx: Tx, companyId: string, noticeId: string, request: SaveAnnouncement, startsAt: Date) {
    const { startsAt: _, endsAt: end, ...rest } = request
    const known = new Set((await collaborators.groups(tx, companyId)).map(({ groupId }) => groupId))
    if (!request.groupIds.every((groupId) => known.has(groupId))) throw notFound('group')
    const endsAt = end === null ? null : new Date(end)
    if (endsAt && endsAt <= startsAt) {
      const title = 'It ends before it begins.'
      throw new Refusal('invalid', 'notice.ends_before_start', title, {
        fields: [{ path: 'endsAt', code: 'notice.ends_before_start', title }],
      })
    }
    return { ...rest, noticeId, at: startsAt, endsAt }
  }

  const tellEverybody = (tx: Tx, companyId: string) =>
    announce(tx, { type: 'notice.changed', companyId, agentId: null })

  /** Changes one and answers what it is then. */
  async function changed(companyId: string, noticeId: string, work: (tx: Tx) => Promise<void>): Promise<Announcement> {
    const people = await collaborators.colleagues(companyId)
    return db.company(companyId, async (tx) => {
      await work(tx)
      tellEverybody(tx, companyId)
      const [shown] = await present(tx, companyId, [await get(tx, companyId, noticeId)], people)
      if (!shown) throw notFound('announcement')
      return shown
    })
  }

  return {
    async list(agent: AgentCaller, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
      const { companyId } = agent
      const before = placeOf(cursor)
      const people = await collaborators.colleagues(companyId)
      return db.company(companyId, async (tx) => {
        const found = await store.findAnnouncements(tx, companyId, { before, limit: limit + 1 })
        const { rows, next } = pageOf(found, limit)
        return { items: await present(tx, companyId, rows, people), next }
      })
    },

    async readers({ companyId }: AgentCaller, noticeId: string): Promise<AnnouncementReader[]> {
      const people = await collaborators.colleagues(companyId)
      return db.company(companyId, async (tx) => {
        const record = await get(tx, companyId, noticeId)
        const groups = await collaborators.groups(tx, companyId)
        const reads = await store.findReads(tx, companyId, [noticeId])
        const readAt = new Map(reads.map((read) => [read.agentId, read.readAt.toISOString()]))
        return audienceOf(people, groups, record).map(({ agentId, name }) => ({
          agentId,
          name,
          readAt: readAt.get(agentId) ?? null,
        }))
      })
    },

    announce: ({ companyId, agentId, name }: AgentCaller, { id, ...request }: SaveAnnouncement & { id: string }) =>
      changed(companyId, id, async (tx) => {
        const at = now()
        const wanted = request.startsAt === null ? at : new Date(request.startsAt)
        const written = await checked(tx, companyId, id, request, wanted < at ? at : wanted)
        await store.insertAnnouncement(tx, companyId, written, { agentId, name }, at)
      }),

    change: (
      { companyId }: AgentCaller,
      { noticeId, tellsAgain, ...request }: SaveAnnouncement & { noticeId: string; tellsAgain: boolean },
    ) =>
      changed(companyId, noticeId, async (tx) => {
        const { at, withdrawnAt } = await get(tx, companyId, noticeId)
        if (withdrawnAt) throw new Refusal('conflict', 'notice.withdrawn', 'It was withdrawn.')
        const startsAt = request.startsAt === null ? at : new Date(request.startsAt)
        const written = await checked(tx, companyId, noticeId, request, startsAt)
        await store.updateAnnouncement(tx, companyId, written, now())
        if (tellsAgain) await store.forgetReads(tx, companyId, noticeId)
      }),

    withdraw: ({ companyId }: AgentCaller, noticeId: string) =>
      changed(companyId, noticeId, (tx) => store.withdrawAnnouncement(tx, companyId, noticeId, now())),

    /** Tells of announcements that have just begun or ended. For a job, each minute; telling twice does no harm. */
    async tellOfTurns(): Promise<void> {
      const until = now()
      const after = new Date(until.getTime() - 2 * 60_000)
      await db.all(async (tx) => {
        for (const companyId of await store.companiesWithTurns(tx, after, until)) tellEverybody(tx, companyId)
      })
    },
  }
}
