import { agentOf, os } from '../../platform/http/index.ts'
import type { FilterService } from './service.ts'

export const createFilterRoutes = (service: FilterService) => ({
  saved: os.filter.saved.handler(({ context, input }) => service.saved(agentOf(context), input.place)),
  add: os.filter.add.handler(({ context, input }) => service.add(agentOf(context), input)),
  save: os.filter.save.handler(({ context, input }) => service.save(agentOf(context), input)),
  remove: os.filter.remove.handler(({ context, input }) => service.remove(agentOf(context), input.filterId)),
  share: os.filter.share.handler(({ context, input }) =>
    service.share(agentOf(context), input.filterId, input.isShared),
  ),
})
