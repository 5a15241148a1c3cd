import type { InviteResults, SentInvite } from '@youwen/contract'
import type { Quality } from '@youwen/contract/quality-of'
import { dayOf, momentAt } from '../../platform/calendar/index.ts'
import { decodeCursor, encodeCursor } from '../../platform/cursor/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { AgentCaller } from '../../platform/http/index.ts'
import { type SheetFormat, type Sheets, sheetContentTypes } from '../../platform/sheet/index.ts'
import { daysFrom, resultsOf } from './figures.ts'
import { type ResultsBy, type ResultsLocale, resultsSheet, resultsTitle, resultsWidths } from './sheet.ts'
import { countsOf, type JudgedConversations, sentInvites } from './view.ts'

/** Texts beyond these are summed up: what was typed once says nothing. */
const textsShown = 50

/** A conversation that came of an invitation began after it, but for clocks that differ. */
const beginsBeforeMs = 3_600_000

/** Both days are in it; today where they are left out. */
interface Period {
  readonly from?: string | undefined
  readonly through?: string | undefined
}

export interface InviteResultsParts {
  readonly db: Db
  /** Whose results an agent sees; undefined means everybody's. */
  readonly reachOf: (agent: AgentCaller) => Promise<ReadonlySet<string> | undefined>
  readonly timeZoneOf: (companyId: string) => Promise<string>
  readonly localeOf: (companyId: string) => Promise<ResultsLocale>
  /** Of those who have left too. */
  readonly agentNames: (companyId: string, agentIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** What visitors are called. */
  readonly visitorsCalled: (companyId: string, visitorIds: readonly string[]) => Promise<ReadonlyMap<string, string>>
  readonly quality: {
    /** How good these conversations are. */
    judge(
      companyId: string,
      conversationIds: readonly string[],
    ): Promise<ReadonlyMap<string, { readonly quality: Quality }>>
    /** The same of all that began since then, to be counted where they are. */
    judgedSince(companyId: string, since: Date): Promise<JudgedConversations>
  }
  readonly sheets: Pick<Sheets, 'write'>
  readonly sheetFiles: {
    keep(
      companyId: string,
      agentId: string,
      sheet: { name: string; contentType: string; bytes: Buffer },
    ): Promise<string>
  }
  readonly now: () => Date
}

/** What came of invitations, for who looks after those who send them. */
export function createInviteResults(parts: InviteResultsParts) {
  const { db, reachOf, timeZoneOf, agentNames, quality, now } = parts

  async function asked(agent: AgentCaller, { from, through }: Period) {
    const [reach, timeZone] = await Promise.all([reachOf(agent), timeZoneOf(agent.companyId)])
    const today = dayOf(timeZone, now())
    const [first, last] = [from ?? today, through ?? today]
    const behind = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)
    return {
      days: daysFrom(first, last),
      timeZone,
      since: momentAt(timeZone, `${first}T00:00:00`),
      until: momentAt(timeZone, `${behind}T00:00:00`),
      agentIds: reach && [...reach],
    }
  }

  async function results(agent: AgentCaller, period: Period): Promise<InviteResults> {
    const { companyId } = agent
    const { days, ...within } = await asked(agent, period)
    const judged = await quality.judgedSince(companyId, new Date(within.since.getTime() - beginsBeforeMs))
    const counts = await db.company(companyId, (tx) => countsOf(tx, companyId, { ...within, judged }))
    const names = await agentNames(
      companyId,
      counts.flatMap(({ by, of }) => (by === 'agent' ? of : [])),
    )
    return resultsOf(counts, { days, nameOf: (agentId) => names.get(agentId) ?? '', texts: textsShown })
  }

  return {
    results,

    async list(
      agent: AgentCaller,
      { cursor: given, limit, ...period }: Period & { cursor?: string | undefined; limit: number },
    ): Promise<{ items: SentInvite[]; next: string | null }> {
      const { companyId } = agent
      const cursor = decodeCursor(given, 2)
      const after = cursor && { sentAt: new Date(cursor[0] ?? ''), inviteId: cursor[1] ?? '' }
      const within = await asked(agent, period)
      const found = await db.company(companyId, (tx) =>
        sentInvites(tx, companyId, { ...within, after, limit: limit + 1 }),
      )
      const page = found.slice(0, limit)
      const last = page.at(-1)
      const [names, visitors, judged] = await Promise.all([
        agentNames(companyId, [...new Set(page.map(({ agentId }) => agentId))]),
        parts.visitorsCalled(companyId, [...new Set(page.map(({ visitorId }) => visitorId))]),
        quality.judge(
          companyId,
          page.flatMap(({ conversationId }) => conversationId ?? []),
        ),
      ])
      return {
        items: page.map((row) => ({
          ...row,
          sentAt: row.sentAt.toISOString(),
          agentName: names.get(row.agentId) ?? '',
          visitorName: visitors.get(row.visitorId) ?? '',
          quality: (row.conversationId && judged.get(row.conversationId)?.quality) || null,
        })),
        next: found.length > limit && last ? encodeCursor(last.sentAt.toISOString(), last.inviteId) : null,
      }
    },

    async export(
      agent: AgentCaller,
      { by, format, ...period }: Period & { by: ResultsBy; format: SheetFormat },
    ): Promise<{ fileId: string }> {
      const { companyId, agentId } = agent
      const [found, locale] = await Promise.all([results(agent, period), parts.localeOf(companyId)])
      const title = resultsTitle(locale)
      const rows = resultsSheet(found, by, locale)
      const bytes = await parts.sheets.write(format, { name: title, widths: resultsWidths, rows })
      const days = [...new Set([found.byDay.at(0)?.day, found.byDay.at(-1)?.day])].join(' ')
      return {
        fileId: await parts.sheetFiles.keep(companyId, agentId, {
          name: `${title} ${days}.${format}`,
          contentType: sheetContentTypes[format],
          bytes,
        }),
      }
    },
  }
}
export type InviteResultsService = ReturnType<typeof createInviteResults>
