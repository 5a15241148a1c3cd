import type { Device, PageProduct, PageView, Region, Source } from '@youwen/contract'
import type { Db } from '../../platform/db/index.ts'
import { type Ledger, openLedger } from './ledger.ts'
import type { LatestVisit, VisitorStore } from './store.ts'

/** Who comes back within this time of the last sign of life continues the visit. */
export const visitGapMs = 30 * 60_000
/** The same address again within this time is a lost connection that came back, not another page view. */
const samePageMs = 30_000
const maxDurationMs = 2_147_483_647

interface OfVisitor {
  readonly companyId: string
  readonly visitorId: string
  readonly at: Date
}
export interface OpenedPage {
  readonly pageViewId: string
  readonly url: string
  readonly title: string
}
/** A page that a connection shows, since when. */
export interface ShownPage extends OpenedPage {
  readonly openedAt: Date
  /** What it says it sells. */
  readonly product: PageProduct | null
}

/** A connection opened: its visitor's visit goes on, or another begins. */
export interface Arrival extends OfVisitor {
  readonly kind: 'arrival'
  readonly siteId: string
  readonly styleId: string | null
  readonly page: OpenedPage | null
  /** Used when it begins a visit. */
  readonly newVisitId: string
  readonly landingUrl: string
  readonly source: Source
  readonly ip: string
  readonly region: Region
  readonly device: Device
}
/** A connection shows another page, or, with `opened` null, none any more. */
export interface PageTurn extends OfVisitor {
  readonly kind: 'page_turn'
  readonly visitId: string
  readonly left: ShownPage | null
  readonly opened: OpenedPage | null
}
/** No connection of the visitor was left on this node, and the grace is over. */
export interface Departure extends OfVisitor {
  readonly kind: 'departure'
  readonly visitId: string
  /** Asked at the last moment: he may have come back while this entry waited. */
  readonly isBack: () => boolean
}
/** Connections of the visitor are here, whatever was recorded meanwhile. */
export interface Stay extends OfVisitor {
  readonly kind: 'stay'
  readonly visitId: string
}
/** The page on the screen says what it sells: the one that is shown now, with that. */
export interface Description extends OfVisitor {
  readonly kind: 'description'
  readonly visitId: string
  readonly page: ShownPage
}
export type Entry = Arrival | PageTurn | Departure | Stay | Description

export interface Arrived {
  readonly visitId: string
  readonly isNewVisitor: boolean
  readonly page: ShownPage | null
}

const durationOf = (openedAt: Date, at: Date) => Math.min(maxDurationMs, Math.max(0, at.getTime() - openedAt.getTime()))

const viewOf = (
  { pageViewId, url, title, product = null }: OpenedPage & Partial<Pick<ShownPage, 'product'>>,
  openedAt: Date,
  durationMs: number | null,
): PageView => ({
  pageViewId,
  url,
  title,
  ...(product && { product }),
  at: openedAt.toISOString(),
  durationMs,
})

/** The visit of a visitor that is going on or was the last one, as far as this batch has got. */
interface CurrentVisit {
  readonly visitId: string
  lastSeenAt: Date
  hasLeft: boolean
  page: (ShownPage & { leftAt: Date | null }) | null
}

function currentOf(row: LatestVisit): CurrentVisit {
  const { page_view_id: pageViewId, url, title, at, duration_ms: durationMs, product } = row
  return {
    visitId: row.visit_id,
    lastSeenAt: row.left_at && row.left_at > row.last_seen_at ? row.left_at : row.last_seen_at,
    hasLeft: row.left_at !== null,
    page: pageViewId
      ? {
          pageViewId,
          url,
          title,
          openedAt: at,
          product,
          leftAt: durationMs === null ? null : new Date(at.getTime() + durationMs),
        }
      : null,
  }
}

/** Enters what happened, one after the other, into the ledger of a batch. */
function bookkeeper(ledger: Ledger, nodeId: string, latest: readonly LatestVisit[]) {
  const current = new Map(latest.map((row) => [row.visitor_id, currentOf(row)]))

  function openPage({ companyId, visitorId, at }: OfVisitor, visitId: string, page: OpenedPage) {
    const { pageViewId, url, title } = page
    ledger.addPageView({
      company_id: companyId,
      page_view_id: pageViewId,
      visit_id: visitId,
      url,
      title,
      at,
      duration_ms: null,
      product: null,
    })
    ledger.announce({ type: 'visitor.page_opened', companyId, visitorId, visitId, page: viewOf(page, at, null) })
  }

  function begin(entry: Arrival): CurrentVisit {
    const { companyId, visitorId, newVisitId, siteId, at, source, region, device } = entry
    ledger.addVisit({
      company_id: companyId,
      visit_id: newVisitId,
      visitor_id: visitorId,
      site_id: siteId,
      style_id: entry.styleId,
      started_at: at,
      last_seen_at: at,
      left_at: null,
      node_ids: [nodeId],
      landing_url: entry.landingUrl,
      source_kind: source.kind,
      referrer: source.referrer,
      search_engine: source.searchEngine,
      keyword: source.keyword,
      campaign: source.campaign,
      click_ids: source.clickIds,
      ip: entry.ip,
      ...region,
      terminal: device.terminal,
      os: device.os,
      browser: device.browser,
      app: device.app,
      screen: device.screen,
      language: device.language,
      time_zone: device.timeZone,
      page_count: 0,
      current_url: '',
      current_title: '',
    })
    const visit = { visitId: newVisitId, lastSeenAt: at, hasLeft: false, page: null }
    current.set(visitorId, visit)
    const isNewVisitor = ledger.isNewVisitor(visitorId)
    ledger.announce({ type: 'visitor.visit_started', companyId, visitorId, visitId: newVisitId, siteId, isNewVisitor })
    return visit
  }

  function arrive(entry: Arrival): Arrived {
    const { companyId, visitorId, at, page } = entry
    const isNewVisitor = ledger.isNewVisitor(visitorId)
    const last = current.get(visitorId)
    const goesOn = last && (!last.hasLeft || at.getTime() - last.lastSeenAt.getTime() <= visitGapMs)
    const visit = goesOn ? last : begin(entry)
    if (visit.hasLeft) ledger.announce({ type: 'visitor.came_back', companyId, visitorId, visitId: visit.visitId })
    visit.hasLeft = false
    visit.lastSeenAt = at
    ledger.seeVisitor(entry, entry.siteId, goesOn ? 0 : 1)

    const shown = visit.page
    const isSamePage =
      page !== null &&
      shown?.url === page.url &&
      (shown.leftAt === null || at.getTime() - shown.leftAt.getTime() <= samePageMs)
    if (isSamePage) {
      if (shown.leftAt) ledger.timePageView(companyId, shown.pageViewId, null)
      shown.leftAt = null
    } else if (page) {
      openPage(entry, visit.visitId, page)
      visit.page = { ...page, openedAt: at, product: null, leftAt: null }
    }
    ledger.changeVisit(entry, visit.visitId, true, isSamePage ? null : page)
    return { visitId: visit.visitId, isNewVisitor, page: page && visit.page }
  }

  function turn(entry: PageTurn) {
    const { companyId, visitorId, visitId, at, left, opened } = entry
    if (left) {
      const durationMs = durationOf(left.openedAt, at)
      ledger.timePageView(companyId, left.pageViewId, durationMs)
      const page = viewOf(left, left.openedAt, durationMs)
      ledger.announce({ type: 'visitor.page_left', companyId, visitorId, visitId, page })
    }
    if (opened) openPage(entry, visitId, opened)
    const visit = current.get(visitorId)
    if (visit?.visitId === visitId) {
      if (opened) visit.page = { ...opened, openedAt: at, product: null, leftAt: null }
      else if (visit.page && visit.page.pageViewId === left?.pageViewId) visit.page.leftAt = at
    }
    ledger.changeVisit(entry, visitId, true, opened)
  }

  function describe({ companyId, visitorId, visitId, page }: Description) {
    ledger.describePageView(companyId, page.pageViewId, page.product)
    const shown = current.get(visitorId)?.page
    if (shown?.pageViewId === page.pageViewId) Object.assign(shown, { product: page.product })
    const view = viewOf(page, page.openedAt, null)
    ledger.announce({ type: 'visitor.page_described', companyId, visitorId, visitId, page: view })
  }

  function depart(entry: Departure) {
    if (entry.isBack()) return
    const { companyId, visitorId, visitId } = entry
    if (ledger.isNewVisit(visitId)) ledger.announce({ type: 'visitor.left', companyId, visitorId, visitId })
    ledger.changeVisit(entry, visitId, false, null)
  }

  return {
    enter(entry: Entry): Arrived | null {
      switch (entry.kind) {
        case 'arrival':
          return arrive(entry)
        case 'page_turn':
          turn(entry)
          return null
        case 'departure':
          depart(entry)
          return null
        case 'description':
          describe(entry)
          return null
        case 'stay':
          ledger.changeVisit(entry, entry.visitId, true, null)
          return null
        default:
          return entry satisfies never
      }
    },
  }
}

/** Writes a batch of entries, of any companies and in their order, in one transaction; answers what arrivals came to. */
export const createVisitLog =
  ({ db, store, nodeId }: { db: Db; store: VisitorStore; nodeId: string }) =>
  (entries: readonly Entry[]): Promise<readonly (Arrived | null)[]> =>
    db.all(async (tx) => {
      const visitors = [...new Map(entries.map((entry) => [entry.visitorId, entry])).values()]
      const known = await store.lockVisitors(tx, visitors)
      const arriving = new Set(entries.filter(({ kind }) => kind === 'arrival').map(({ visitorId }) => visitorId))
      const latest = await store.latestVisits(
        tx,
        visitors.filter(({ visitorId }) => known.has(visitorId) && arriving.has(visitorId)),
      )
      const ledger = openLedger({ nodeId, known })
      const books = bookkeeper(ledger, nodeId, latest)
      const results = entries.map((entry) => books.enter(entry))
      await ledger.write(tx, store)
      return results
    })
