import type { PageProduct } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'
import type { VisitorEvent } from './events.ts'
import type {
  PageViewRow,
  ReleasedVisit,
  VisitChange,
  VisitorKey,
  VisitorRow,
  VisitorStore,
  VisitRow,
} from './store.ts'

interface Moment extends VisitorKey {
  readonly at: Date
}
interface Address {
  readonly url: string
  readonly title: string
}

/** What a batch comes to, row by row: each is written once, however often the batch mentions it. */
export function openLedger({ nodeId, known }: { nodeId: string; known: ReadonlySet<string> }) {
  const newVisitors = new Map<string, VisitorRow>()
  const seenVisitors = new Map<string, Pick<VisitorRow, 'company_id' | 'visitor_id' | 'last_seen_at' | 'visit_count'>>()
  const newVisits = new Map<string, VisitRow>()
  const changes = new Map<string, VisitChange>()
  const newPages = new Map<string, PageViewRow>()
  const timedPages = new Map<string, Pick<PageViewRow, 'company_id' | 'page_view_id' | 'duration_ms'>>()
  const describedPages = new Map<string, Pick<PageViewRow, 'company_id' | 'page_view_id' | 'product'>>()
  const events: VisitorEvent[] = []

  return {
    announce: (event: VisitorEvent) => void events.push(event),
    isNewVisitor: (visitorId: string) => !known.has(visitorId) && !newVisitors.has(visitorId),

    seeVisitor({ companyId, visitorId, at }: Moment, siteId: string, newVisits: number) {
      const fresh = newVisitors.get(visitorId)
      if (fresh) {
        fresh.last_seen_at = at
        fresh.visit_count += newVisits
      } else if (known.has(visitorId)) {
        const visits = (seenVisitors.get(visitorId)?.visit_count ?? 0) + newVisits
        const row = { company_id: companyId, visitor_id: visitorId, last_seen_at: at, visit_count: visits }
        seenVisitors.set(visitorId, row)
      } else {
        const row = {
          company_id: companyId,
          visitor_id: visitorId,
          site_id: siteId,
          first_seen_at: at,
          last_seen_at: at,
        }
        newVisitors.set(visitorId, { ...row, visit_count: newVisits })
      }
    },

    addVisit: (row: VisitRow) => void newVisits.set(row.visit_id, row),
    isNewVisit: (visitId: string) => newVisits.has(visitId),

    /** The visit shows another page (unless `opened` is null), and is held by this node, or no more. */
    changeVisit({ companyId, at }: Moment, visitId: string, isHere: boolean, opened: Address | null) {
      const fresh = newVisits.get(visitId)
      if (fresh) {
        fresh.last_seen_at = at
        fresh.left_at = isHere ? null : at
        fresh.node_ids = isHere ? [nodeId] : []
        fresh.page_count += opened ? 1 : 0
        fresh.current_url = opened?.url ?? fresh.current_url
        fresh.current_title = opened?.title ?? fresh.current_title
        return
      }
      const before = changes.get(visitId)
      changes.set(visitId, {
        company_id: companyId,
        visit_id: visitId,
        at,
        pages: (before?.pages ?? 0) + (opened ? 1 : 0),
        url: opened?.url ?? before?.url ?? null,
        title: opened?.title ?? before?.title ?? null,
        is_here: isHere,
      })
    },

    addPageView: (row: PageViewRow) => void newPages.set(row.page_view_id, row),
    /** How long a page was open; null: it is open again. */
    timePageView(companyId: string, pageViewId: string, durationMs: number | null) {
      const fresh = newPages.get(pageViewId)
      if (fresh) fresh.duration_ms = durationMs
      else timedPages.set(pageViewId, { company_id: companyId, page_view_id: pageViewId, duration_ms: durationMs })
    },

    describePageView(companyId: string, pageViewId: string, product: PageProduct | null) {
      const fresh = newPages.get(pageViewId)
      if (fresh) fresh.product = product
      else describedPages.set(pageViewId, { company_id: companyId, page_view_id: pageViewId, product })
    },

    async write(tx: Tx, store: VisitorStore) {
      await store.addVisitors(tx, [...newVisitors.values()])
      await store.touchVisitors(tx, [...seenVisitors.values()])
      await store.addVisits(tx, [...newVisits.values()])
      const released = await store.changeVisits(tx, nodeId, [...changes.values()])
      await store.addPageViews(tx, [...newPages.values()])
      await store.timePageViews(tx, [...timedPages.values()])
      await store.describePageViews(tx, [...describedPages.values()])
      for (const event of events) tx.announce(event)
      announceLeft(tx, released)
    },
  }
}
export type Ledger = ReturnType<typeof openLedger>

export function announceLeft(tx: Tx, released: readonly ReleasedVisit[]) {
  for (const { company_id: companyId, visitor_id: visitorId, visit_id: visitId } of released) {
    const event: VisitorEvent = { type: 'visitor.left', companyId, visitorId, visitId }
    tx.announce(event)
  }
}
