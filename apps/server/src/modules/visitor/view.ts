import type {
  Device,
  LiveVisit,
  LiveVisitor,
  PageProduct,
  PageView,
  Region,
  Source,
  Visit,
  Visitor,
} from '@youwen/contract'
import { type Selectable, sql } from 'kysely'
import type { Tables, Tx } from '../../platform/db/index.ts'

type VisitorRow = Selectable<Tables['visitor']>
type VisitRow = Selectable<Tables['visitor_visit']>

/** A visitor as a line of the conversation list. */
export interface VisitorSummary {
  readonly visitorId: string
  readonly name: string
  /** Of the visit that is going on, or of the last one. */
  readonly siteId: string
  readonly styleId: string | null
  readonly visitCount: number
  /** The visit that is going on, or the last one. */
  readonly visitId: string | null
  readonly region: Region
  readonly terminal: Device['terminal']
  /** Whether a page is open. */
  readonly isOnline: boolean
}

/** What brought a visitor, and with what he came. */
export interface Opening {
  readonly visitId: string
  readonly region: Region
  readonly source: Pick<Source, 'kind' | 'searchEngine' | 'keyword'>
  readonly terminal: string
}

const regionOf = ({ country, province, city, isp }: Pick<VisitRow, keyof Region>): Region => ({
  country,
  province,
  city,
  isp,
})

function toVisit(row: VisitRow): Visit {
  return {
    visitId: row.visit_id,
    visitorId: row.visitor_id,
    siteId: row.site_id,
    styleId: row.style_id,
    startedAt: row.started_at.toISOString(),
    leftAt: row.left_at?.toISOString() ?? null,
    landingUrl: row.landing_url,
    source: {
      kind: row.source_kind as Source['kind'],
      referrer: row.referrer,
      searchEngine: row.search_engine,
      keyword: row.keyword,
      campaign: row.campaign as Record<string, string>,
      clickIds: row.click_ids as Record<string, string>,
    },
    ip: row.ip,
    region: regionOf(row),
    device: {
      terminal: row.terminal as Device['terminal'],
      os: row.os,
      browser: row.browser,
      app: row.app,
      screen: row.screen,
      language: row.language,
      timeZone: row.time_zone,
    },
    pageCount: row.page_count,
    currentUrl: row.current_url,
    currentTitle: row.current_title,
  }
}

const toVisitor = (row: VisitorRow): Omit<Visitor, 'conversationCount'> => ({
  visitorId: row.visitor_id,
  siteId: row.site_id,
  name: row.name,
  firstSeenAt: row.first_seen_at.toISOString(),
  lastSeenAt: row.last_seen_at.toISOString(),
  visitCount: row.visit_count,
})

/** A row of the live table, as far as visits know. */
export type PresentVisit = Omit<LiveVisitor, 'conversationId' | 'isInvited' | 'isBlocked'>

const hostOf = (referrer: string) => (URL.canParse(referrer) ? new URL(referrer).host : '')

function toPresent(row: VisitRow & { name: string; visit_count: number }): PresentVisit {
  const { source, device, ...visit } = toVisit(row)
  const { kind, searchEngine, keyword, campaign, referrer } = source
  const { terminal, os, browser, app } = device
  return {
    visitId: visit.visitId,
    visitorId: visit.visitorId,
    visitorName: row.name,
    siteId: visit.siteId,
    styleId: visit.styleId,
    startedAt: visit.startedAt,
    leftAt: visit.leftAt,
    visitCount: row.visit_count,
    pageCount: visit.pageCount,
    currentUrl: visit.currentUrl,
    currentTitle: visit.currentTitle,
    region: visit.region,
    source: {
      kind,
      searchEngine,
      keyword,
      campaign: campaign['utm_source'] ?? campaign['utm_campaign'] ?? null,
      referrer: hostOf(referrer),
    },
    device: { terminal, os, browser, app },
    ip: visit.ip,
  }
}

/** Where a page of the live table ends: its last row's moment and visit. */
export interface PresentCursor {
  readonly at: Date
  readonly visitId: string
}

/** What screens ask about visitors: a function a question, each one query. */
export const visitorView = {
  async find(tx: Tx, companyId: string, visitorId: string) {
    const row = await tx.q
      .selectFrom('visitor')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('visitor_id', '=', visitorId)
      .executeTakeFirst()
    return row && toVisitor(row)
  },

  async names(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.q
      .selectFrom('visitor')
      .select(['visitor_id', 'name'])
      .where('company_id', '=', companyId)
      .where('visitor_id', 'in', [...visitorIds])
      .execute()
    return new Map(rows.map((row) => [row.visitor_id, row.name]))
  },

  /** Of several visitors who are one person: all their visits. */
  async latestVisits(tx: Tx, companyId: string, visitorIds: readonly string[], limit: number): Promise<Visit[]> {
    const rows = await tx.q
      .selectFrom('visitor_visit')
      .selectAll()
      .where('company_id', '=', companyId)
      .where('visitor_id', 'in', [...visitorIds])
      .orderBy('started_at', 'desc')
      .limit(limit)
      .execute()
    return rows.map(toVisit)
  },

  /** What a conversation that begins in a visit keeps of it: the one that is named, or the visitor's latest. */
  async opening(
    tx: Tx,
    companyId: string,
    of: { readonly visitId: string } | { readonly visitorId: string },
  ): Promise<Opening | undefined> {
    const row = await tx.q
      .selectFrom('visitor_visit')
      .select(['visit_id', 'country', 'province', 'city', 'isp', 'source_kind', 'search_engine', 'keyword', 'terminal'])
      .where('company_id', '=', companyId)
      .where((e) => ('visitId' in of ? e('visit_id', '=', of.visitId) : e('visitor_id', '=', of.visitorId)))
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return (
      row && {
        visitId: row.visit_id,
        region: regionOf(row),
        source: {
          kind: row.source_kind as Source['kind'],
          searchEngine: row.search_engine,
          keyword: row.keyword,
        },
        terminal: row.terminal,
      }
    )
  },

  /** Whose visit it is, if there is such a visit. */
  async visitorOf(tx: Tx, companyId: string, visitId: string): Promise<string | undefined> {
    const row = await tx.q
      .selectFrom('visitor_visit')
      .select('visitor_id')
      .where('company_id', '=', companyId)
      .where('visit_id', '=', visitId)
      .executeTakeFirst()
    return row?.visitor_id
  },

  /** The last `limit` pages of a visit, oldest first. */
  async pages(tx: Tx, companyId: string, visitId: string, limit: number): Promise<PageView[]> {
    const rows = await tx.q
      .selectFrom('visitor_page_view')
      .select(['page_view_id', 'url', 'title', 'at', 'duration_ms', 'product'])
      .where('company_id', '=', companyId)
      .where('visit_id', '=', visitId)
      .orderBy('at', 'desc')
      .limit(limit)
      .execute()
    return rows
      .map((row) => ({
        pageViewId: row.page_view_id,
        url: row.url,
        title: row.title,
        ...(row.product !== null && { product: row.product as PageProduct }),
        at: row.at.toISOString(),
        durationMs: row.duration_ms,
      }))
      .reverse()
  },

  /** Who has a page open now, newest first, and how many there are. */
  async live(
    tx: Tx,
    { companyId, siteId, limit }: { companyId: string; siteId?: string | undefined; limit: number },
  ): Promise<{ total: number; visits: Omit<LiveVisit, 'conversationId'>[] }> {
    const ofSite = siteId ? sql`and site_id = ${siteId}` : sql``
    const { rows } = await sql<VisitRow & { name: string; visit_count: number; total: number }>`
      select t.*, v.name, v.visit_count,
        (select count(*)::int from visitor_visit
         where company_id = ${companyId} and left_at is null ${ofSite}) as total
      from (
        select * from visitor_visit
        where company_id = ${companyId} and left_at is null ${ofSite}
        order by started_at desc limit ${limit}
      ) t
      join visitor v on v.company_id = t.company_id and v.visitor_id = t.visitor_id
      order by t.started_at desc`.execute(tx.q)
    return {
      total: rows[0]?.total ?? 0,
      visits: rows.map((row) => ({ ...toVisit(row), visitorName: row.name, visitCount: row.visit_count })),
    }
  },

  /** Who has a page open, latest arrival first; or who left since a moment, latest departure first. */
  async present(
    tx: Tx,
    companyId: string,
    { leftSince, after, limit }: { leftSince?: Date; after?: PresentCursor | undefined; limit: number },
  ): Promise<PresentVisit[]> {
    const moment = leftSince ? sql`left_at` : sql`started_at`
    // As it is stored: a cursor knows it to the millisecond only, and others may have come in the same one.
    const reached = sql`coalesce((select ${moment} from visitor_visit
      where company_id = ${companyId} and visit_id = ${after?.visitId ?? null}::uuid), ${after?.at ?? null}::timestamptz)`
    const { rows } = await sql<VisitRow & { name: string; visit_count: number }>`
      select t.*, v.name, v.visit_count
      from (
        select * from visitor_visit
        where company_id = ${companyId} and ${leftSince ? sql`left_at >= ${leftSince}` : sql`left_at is null`}
          ${after ? sql`and (${moment}, visit_id) < (${reached}, ${after.visitId}::uuid)` : sql``}
        order by ${moment} desc, visit_id desc limit ${limit}
      ) t
      join visitor v on v.company_id = t.company_id and v.visitor_id = t.visitor_id`.execute(tx.q)
    const momentOf = (row: VisitRow) => (row.left_at ?? row.started_at).getTime()
    return rows.sort((a, b) => momentOf(b) - momentOf(a) || (a.visit_id < b.visit_id ? 1 : -1)).map(toPresent)
  },

  /** These visits, and the latest ones of these visitors. */
  async presentOf(
    tx: Tx,
    companyId: string,
    { visitIds, visitorIds }: { visitIds: readonly string[]; visitorIds: readonly string[] },
  ): Promise<PresentVisit[]> {
    const { rows } = await sql<VisitRow & { name: string; visit_count: number }>`
      select t.*, v.name, v.visit_count
      from (
        select * from visitor_visit where company_id = ${companyId} and visit_id = any(${visitIds}::uuid[])
        union
        select l.* from unnest(${visitorIds}::uuid[]) as w (visitor_id)
        cross join lateral (
          select * from visitor_visit where company_id = ${companyId} and visitor_id = w.visitor_id
          order by started_at desc limit 1) l
      ) t
      join visitor v on v.company_id = t.company_id and v.visitor_id = t.visitor_id`.execute(tx.q)
    return rows.map(toPresent)
  },

  /** Of the browser with which a visitor came last; undefined: nobody of ours came. */
  async language(tx: Tx, companyId: string, visitorId: string): Promise<string | undefined> {
    const row = await tx.q
      .selectFrom('visitor_visit')
      .select('language')
      .where('company_id', '=', companyId)
      .where('visitor_id', '=', visitorId)
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row?.language
  },

  async summaries(tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<VisitorSummary[]> {
    if (visitorIds.length === 0) return []
    type Row = Pick<VisitorRow, 'visitor_id' | 'name' | 'site_id' | 'visit_count'> &
      Partial<Pick<VisitRow, 'visit_id' | 'style_id' | 'terminal' | keyof Region>> & { is_online: boolean }
    const { rows } = await sql<Row>`
      select v.visitor_id, v.name, v.visit_count, l.*, coalesce(l.visit_site_id, v.site_id) as site_id
      from visitor v
      left join lateral (
        select visit_id, site_id as visit_site_id, style_id, country, province, city, isp, terminal,
          left_at is null as is_online
        from visitor_visit
        where company_id = v.company_id and visitor_id = v.visitor_id
        order by started_at desc limit 1
      ) l on true
      where v.company_id = ${companyId} and v.visitor_id = any (${visitorIds}::uuid[])`.execute(tx.q)
    return rows.map((row) => ({
      visitorId: row.visitor_id,
      name: row.name,
      siteId: row.site_id,
      styleId: row.style_id ?? null,
      visitCount: row.visit_count,
      visitId: row.visit_id ?? null,
      region: {
        country: row.country ?? '',
        province: row.province ?? '',
        city: row.city ?? '',
        isp: row.isp ?? '',
      },
      terminal: (row.terminal ?? 'desktop') as Device['terminal'],
      isOnline: row.is_online ?? false,
    }))
  },
}
