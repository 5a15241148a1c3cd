import { agentOf, os } from '../../platform/http/index.ts'
import type { AppService } from './service.ts'

export const createAppRoutes = (service: AppService) => ({
  list: os.app.list.handler(({ context }) => service.list(agentOf(context))),
  use: os.app.use.handler(({ context, input }) => service.use(agentOf(context), input.app)),
  switch: os.app.switch.handler(({ context, input }) => service.switch(agentOf(context), input.app, input.isOn)),
})
