import type { LiveVisitor } from '@youwen/contract'
import { liveLimits } from '@youwen/contract/limits'
import { startOfDay } from '../../platform/calendar/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import { type PresentCursor, type PresentVisit, visitorView } from './view.ts'

/** What others know of visitors, who are not known here. */
export interface VisitorMarks {
  /** The conversations in progress, by visitor. */
  conversationsOf(companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>>
  /** Who is being invited now. */
  invitedAmong(companyId: string, visitorIds: readonly string[]): Promise<ReadonlySet<string>>
  isBlocked(companyId: string, visitor: { readonly visitorId: string; readonly ip: string }): Promise<boolean>
}

export interface PresentVisitorsOptions {
  readonly db: Db
  readonly marks: VisitorMarks
  readonly timeZoneOf: (companyId: string) => Promise<string>
  readonly now: () => Date
}

const encode = ({ startedAt, leftAt, visitId }: PresentVisit) =>
  Buffer.from(`${leftAt ?? startedAt}|${visitId}`).toString('base64url')

function decode(cursor: string | undefined): PresentCursor | undefined {
  if (cursor === undefined) return undefined
  const [at = '', visitId = ''] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (Number.isNaN(Date.parse(at)) || !/^[0-9a-f-]{36}$/.test(visitId)) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.')
  }
  return { at: new Date(at), visitId }
}

/** The live table: who is on the sites, who left today, and what becomes of them. */
export function createPresentVisitors({ db, marks, timeZoneOf, now }: PresentVisitorsOptions) {
  async function marked(companyId: string, visits: readonly PresentVisit[]): Promise<LiveVisitor[]> {
    const visitorIds = [...new Set(visits.map(({ visitorId }) => visitorId))]
    const [talking, invited] = await Promise.all([
      marks.conversationsOf(companyId, visitorIds),
      marks.invitedAmong(companyId, visitorIds),
    ])
    return Promise.all(
      visits.map(async (visit) => ({
        ...visit,
        conversationId: talking.get(visit.visitorId) ?? null,
        isInvited: invited.has(visit.visitorId),
        isBlocked: await marks.isBlocked(companyId, visit),
      })),
    )
  }

  return {
    async page(companyId: string, { where, cursor }: { where: 'here' | 'left'; cursor?: string | undefined }) {
      const leftSince = where === 'left' ? startOfDay(await timeZoneOf(companyId), now()) : undefined
      const found = await db.company(companyId, (tx) =>
        visitorView.present(tx, companyId, {
          ...(leftSince && { leftSince }),
          after: decode(cursor),
          limit: liveLimits.page + 1,
        }),
      )
      const visits = found.slice(0, liveLimits.page)
      const last = visits.at(-1)
      return {
        visitors: await marked(companyId, visits),
        next: found.length > liveLimits.page && last ? encode(last) : null,
      }
    },

    /** These visits, and the latest ones of these visitors, as they are now. */
    async of(
      companyId: string,
      which: { visitIds: readonly string[]; visitorIds: readonly string[] },
    ): Promise<LiveVisitor[]> {
      return marked(companyId, await db.company(companyId, (tx) => visitorView.presentOf(tx, companyId, which)))
    },
  }
}
export type PresentVisitors = ReturnType<typeof createPresentVisitors>
