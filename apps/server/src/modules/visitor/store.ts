import type { PageProduct } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export interface VisitorKey {
  readonly companyId: string
  readonly visitorId: string
}

export interface VisitorRow {
  readonly company_id: string
  readonly visitor_id: string
  readonly site_id: string
  readonly first_seen_at: Date
  last_seen_at: Date
  visit_count: number
}

export interface VisitRow {
  readonly company_id: string
  readonly visit_id: string
  readonly visitor_id: string
  readonly site_id: string
  readonly style_id: string | null
  readonly started_at: Date
  last_seen_at: Date
  left_at: Date | null
  node_ids: readonly string[]
  readonly landing_url: string
  readonly source_kind: string
  readonly referrer: string
  readonly search_engine: string | null
  readonly keyword: string | null
  readonly campaign: Readonly<Record<string, string>>
  readonly click_ids: Readonly<Record<string, string>>
  readonly ip: string
  readonly country: string
  readonly province: string
  readonly city: string
  readonly isp: string
  readonly terminal: string
  readonly os: string
  readonly browser: string
  readonly app: string | null
  readonly screen: string
  readonly language: string
  readonly time_zone: string
  page_count: number
  current_url: string
  current_title: string
}

export interface PageViewRow {
  readonly company_id: string
  readonly page_view_id: string
  readonly visit_id: string
  readonly url: string
  readonly title: string
  readonly at: Date
  duration_ms: number | null
  product: PageProduct | null
}

/** What happened to a visit since it was last written. */
export interface VisitChange {
  readonly company_id: string
  readonly visit_id: string
  at: Date
  pages: number
  url: string | null
  title: string | null
  /** Whether this node still holds a page of it. */
  is_here: boolean
}

export interface LatestVisit {
  readonly visit_id: string
  readonly visitor_id: string
  readonly last_seen_at: Date
  readonly left_at: Date | null
  /** The page opened last, if any. */
  readonly page_view_id: string | null
  readonly url: string
  readonly title: string
  readonly at: Date
  readonly duration_ms: number | null
  readonly product: PageProduct | null
}

export interface ReleasedVisit {
  readonly company_id: string
  readonly visit_id: string
  readonly visitor_id: string
}

const visitorColumns = 'company_id visitor_id site_id first_seen_at last_seen_at visit_count'
const visitColumns =
  'company_id visit_id visitor_id site_id style_id started_at last_seen_at left_at node_ids landing_url source_kind ' +
  'referrer search_engine keyword campaign click_ids ip country province city isp terminal os browser app screen ' +
  'language time_zone page_count current_url current_title'
const pageViewColumns = 'company_id page_view_id visit_id url title at duration_ms product'
const listed = (columns: string) => sql.raw(columns.replaceAll(' ', ', '))

const pairs = (keys: readonly VisitorKey[]) => JSON.stringify(keys.map((key) => [key.companyId, key.visitorId]))

/**
 * All SQL that changes visitors, visits and page views. Who changes a visit holds the lock of its visitor first, always
 * in the same order: two nodes may serve two tabs of one visitor, and neither waits for the other in a circle.
 */
export const visitorStore = {
  /** Locks these visitors until the transaction ends; answers which of them exist. */
  async lockVisitors(tx: Tx, keys: readonly VisitorKey[]): Promise<ReadonlySet<string>> {
    if (keys.length === 0) return new Set()
    const { rows } = await sql<{ visitor_id: string }>`
      select v.visitor_id
      from visitor v
      join json_array_elements(${pairs(keys)}::json) k
        on v.company_id = (k ->> 0)::uuid and v.visitor_id = (k ->> 1)::uuid
      order by v.company_id, v.visitor_id
      for no key update of v`.execute(tx.q)
    return new Set(rows.map((row) => row.visitor_id))
  },

  /** Asked after `lockVisitors`, in a statement of its own: what was waited for is then visible. */
  async latestVisits(tx: Tx, keys: readonly VisitorKey[]): Promise<readonly LatestVisit[]> {
    if (keys.length === 0) return []
    const { rows } = await sql<LatestVisit>`
      select v.visit_id, v.visitor_id, v.last_seen_at, v.left_at, p.page_view_id, p.url, p.title, p.at, p.duration_ms,
        p.product
      from json_array_elements(${pairs(keys)}::json) k
      cross join lateral (
        select company_id, visit_id, visitor_id, last_seen_at, left_at
        from visitor_visit
        where company_id = (k ->> 0)::uuid and visitor_id = (k ->> 1)::uuid
        order by started_at desc limit 1
      ) v
      left join lateral (
        select page_view_id, url, title, at, duration_ms, product
        from visitor_page_view
        where company_id = v.company_id and visit_id = v.visit_id
        order by at desc limit 1
      ) p on true`.execute(tx.q)
    return rows
  },

  async addVisitors(tx: Tx, rows: readonly VisitorRow[]): Promise<void> {
    if (rows.length === 0) return
    await sql`
      insert into visitor (${listed(visitorColumns)})
      select ${listed(visitorColumns)} from json_populate_recordset(null::visitor, ${JSON.stringify(rows)})
      on conflict do nothing`.execute(tx.q)
  },

  /** `visit_count` is how many visits came on top. */
  async touchVisitors(
    tx: Tx,
    rows: readonly Pick<VisitorRow, 'company_id' | 'visitor_id' | 'last_seen_at' | 'visit_count'>[],
  ): Promise<void> {
    if (rows.length === 0) return
    await sql`
      update visitor v
      set last_seen_at = greatest(v.last_seen_at, c.last_seen_at), visit_count = v.visit_count + c.visit_count
      from json_populate_recordset(null::visitor, ${JSON.stringify(rows)}) c
      where v.company_id = c.company_id and v.visitor_id = c.visitor_id`.execute(tx.q)
  },

  async addVisits(tx: Tx, rows: readonly VisitRow[]): Promise<void> {
    if (rows.length === 0) return
    await sql`
      insert into visitor_visit (${listed(visitColumns)})
      select ${listed(visitColumns)} from json_populate_recordset(null::visitor_visit, ${JSON.stringify(rows)})`.execute(
      tx.q,
    )
  },

  /** Answers those that no node holds any more. */
  async changeVisits(tx: Tx, nodeId: string, changes: readonly VisitChange[]): Promise<readonly ReleasedVisit[]> {
    if (changes.length === 0) return []
    const { rows } = await sql<ReleasedVisit & { has_left: boolean }>`
      update visitor_visit v
      set last_seen_at = greatest(v.last_seen_at, c.at),
        page_count = v.page_count + c.pages,
        current_url = coalesce(c.url, v.current_url),
        current_title = coalesce(c.title, v.current_title),
        node_ids = case
          when not c.is_here then array_remove(v.node_ids, ${nodeId}::uuid)
          when ${nodeId}::uuid = any (v.node_ids) then v.node_ids
          else v.node_ids || ${nodeId}::uuid end,
        left_at = case
          when c.is_here then null
          when v.node_ids <@ array[${nodeId}::uuid] then coalesce(v.left_at, c.at)
          else v.left_at end
      from json_to_recordset(${JSON.stringify(changes)}) as c (
        company_id uuid, visit_id uuid, at timestamptz, pages integer, url text, title text, is_here boolean)
      where v.company_id = c.company_id and v.visit_id = c.visit_id
      returning v.company_id, v.visit_id, v.visitor_id, v.left_at is not null as has_left`.execute(tx.q)
    return rows.filter((row) => row.has_left)
  },

  async addPageViews(tx: Tx, rows: readonly PageViewRow[]): Promise<void> {
    if (rows.length === 0) return
    await sql`
      insert into visitor_page_view (${listed(pageViewColumns)})
      select ${listed(pageViewColumns)}
      from json_populate_recordset(null::visitor_page_view, ${JSON.stringify(rows)})`.execute(tx.q)
  },

  /** `duration_ms` null: the page is open again. */
  async timePageViews(
    tx: Tx,
    rows: readonly Pick<PageViewRow, 'company_id' | 'page_view_id' | 'duration_ms'>[],
  ): Promise<void> {
    if (rows.length === 0) return
    await sql`
      update visitor_page_view p
      set duration_ms = c.duration_ms
      from json_populate_recordset(null::visitor_page_view, ${JSON.stringify(rows)}) c
      where p.company_id = c.company_id and p.page_view_id = c.page_view_id`.execute(tx.q)
  },

  async describePageViews(
    tx: Tx,
    rows: readonly Pick<PageViewRow, 'company_id' | 'page_view_id' | 'product'>[],
  ): Promise<void> {
    if (rows.length === 0) return
    await sql`
      update visitor_page_view p
      set product = c.product
      from json_populate_recordset(null::visitor_page_view, ${JSON.stringify(rows)}) c
      where p.company_id = c.company_id and p.page_view_id = c.page_view_id`.execute(tx.q)
  },

  /**
   * Takes dead nodes off the visits they held, of at most so many visitors, and answers the visits that nobody holds now;
   * undefined when there was nothing left to take. When the page was really closed is unknown: at the latest half an hour
   * after the last thing we heard.
   */
  async releaseNodes(
    tx: Tx,
    nodeIds: readonly string[],
    { at, atMost }: { at: Date; atMost: number },
  ): Promise<readonly ReleasedVisit[] | undefined> {
    const { rows: locked } = await sql<{ company_id: string; visitor_id: string }>`
      select v.company_id, v.visitor_id from visitor v
      where (v.company_id, v.visitor_id) in (
        select company_id, visitor_id from visitor_visit where left_at is null and node_ids && ${nodeIds}::uuid[])
      order by v.company_id, v.visitor_id limit ${atMost}
      for no key update`.execute(tx.q)
    if (locked.length === 0) return undefined
    const { rows } = await sql<ReleasedVisit & { has_left: boolean }>`
      update visitor_visit v
      set node_ids = array(select id from unnest(v.node_ids) id where id <> all (${nodeIds}::uuid[])),
        left_at = case when v.node_ids <@ ${nodeIds}::uuid[]
          then least(${at}::timestamptz, v.last_seen_at + interval '30 minutes') end
      from json_array_elements(${JSON.stringify(locked.map((row) => [row.company_id, row.visitor_id]))}::json) k
      where v.company_id = (k ->> 0)::uuid and v.visitor_id = (k ->> 1)::uuid
        and v.left_at is null and v.node_ids && ${nodeIds}::uuid[]
      returning v.company_id, v.visit_id, v.visitor_id, v.left_at is not null as has_left`.execute(tx.q)
    const released = rows.filter((row) => row.has_left)
    await sql`
      update visitor_page_view p
      set duration_ms = greatest(0, least(2147483647, extract(epoch from v.left_at - p.at) * 1000))::integer
      from visitor_visit v
      where v.company_id = p.company_id and v.visit_id = p.visit_id and p.duration_ms is null
        and (v.company_id, v.visit_id) in (
          select (k ->> 0)::uuid, (k ->> 1)::uuid
          from json_array_elements(${JSON.stringify(released.map((row) => [row.company_id, row.visit_id]))}::json) k)`.execute(
      tx.q,
    )
    return released
  },

  /** Answers those of them that exist and were called otherwise before. */
  async rename(tx: Tx, companyId: string, names: ReadonlyMap<string, string>): Promise<readonly string[]> {
    const { rows } = await sql<{ visitor_id: string }>`
      update visitor v set name = n.value
      from json_each_text(${JSON.stringify(Object.fromEntries(names))}::json) n
      where v.company_id = ${companyId} and v.visitor_id = n.key::uuid and v.name <> n.value
      returning v.visitor_id`.execute(tx.q)
    return rows.map((row) => row.visitor_id)
  },
}
export type VisitorStore = typeof visitorStore
