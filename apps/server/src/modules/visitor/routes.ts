import { agentOf, os } from '../../platform/http/index.ts'
import type { PresentVisitors } from './present.ts'
import type { VisitorQueries } from './queries.ts'
import type { VisitorService } from './service.ts'

export function createVisitorRoutes({
  visitor,
  queries,
  present,
}: {
  visitor: Pick<VisitorService, 'rename'>
  queries: VisitorQueries
  present: PresentVisitors
}) {
  return os.visitor.router({
    live: os.visitor.live.handler(({ input, context }) => queries.live(agentOf(context), input)),
    present: os.visitor.present.handler(({ input, context }) => present.page(agentOf(context).companyId, input)),
    get: os.visitor.get.handler(({ input, context }) =>
      queries.getVisitorWithVisits(agentOf(context), input.visitorId),
    ),
    trail: os.visitor.trail.handler(({ input, context }) => queries.trail(agentOf(context), input.visitId)),
    rename: os.visitor.rename.handler(async ({ input, context }) => {
      const agent = agentOf(context)
      await queries.getVisitor(agent, input.visitorId)
      await visitor.rename(agent.companyId, input.visitorId, input.name)
      return queries.getVisitor(agent, input.visitorId)
    }),
  })
}
