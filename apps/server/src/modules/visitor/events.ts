import type { PageView } from '@youwen/contract'

interface OfVisit {
  readonly companyId: string
  readonly visitorId: string
  readonly visitId: string
}

/** A visitor came to a site: for the first time, or after more than half an hour. */
export interface VisitStarted extends OfVisit {
  readonly type: 'visitor.visit_started'
  readonly siteId: string
  readonly isNewVisitor: boolean
}
/** A visitor who had left opened a page again, within the same visit. */
export interface VisitorCameBack extends OfVisit {
  readonly type: 'visitor.came_back'
}
/** The last page of the visit was closed, on every node, and none was opened during the grace. */
export interface VisitorLeft extends OfVisit {
  readonly type: 'visitor.left'
}
/** `page.durationMs` is null. */
export interface PageOpened extends OfVisit {
  readonly type: 'visitor.page_opened'
  readonly page: PageView
}
/** `page.durationMs` is how long it was open. */
export interface PageLeft extends OfVisit {
  readonly type: 'visitor.page_left'
  readonly page: PageView
}
/** A page that is open says what it sells, or that it sells nothing any more. */
export interface PageDescribed extends OfVisit {
  readonly type: 'visitor.page_described'
  readonly page: PageView
}
export interface VisitorRenamed {
  readonly type: 'visitor.renamed'
  readonly companyId: string
  readonly visitorId: string
  readonly name: string
}

export type VisitorEvent =
  | VisitStarted
  | VisitorCameBack
  | VisitorLeft
  | PageOpened
  | PageLeft
  | PageDescribed
  | VisitorRenamed
