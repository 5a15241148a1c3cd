export { createVisitorsCalled, type VisitorsCalled } from './called.ts'
export type {
  PageDescribed,
  PageLeft,
  PageOpened,
  VisitorCameBack,
  VisitorEvent,
  VisitorLeft,
  VisitorRenamed,
  VisitStarted,
} from './events.ts'
export { createPresentVisitors, type PresentVisitors, type VisitorMarks } from './present.ts'
export {
  createVisitorLanguage,
  createVisitorQueries,
  createVisitorSummaries,
  createVisitPages,
  openingOf,
  type VisitorConversations,
  type VisitorQueries,
} from './queries.ts'
export { recogniseDevice } from './recognise/device.ts'
export { createFindRegion, type FindRegion } from './recognise/region.ts'
export { visitorNames } from './rename.ts'
export { createVisitorRoutes } from './routes.ts'
export { createVisitorService, type StartedVisit, type StartVisit, type VisitorService } from './service.ts'
export { createVisitorTokens, type VisitorIdentity, type VisitorTokens } from './token.ts'
export type { Opening, VisitorSummary } from './view.ts'
