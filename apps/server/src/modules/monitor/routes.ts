import { agentOf, os } from '../../platform/http/index.ts'
import type { MonitorService } from './service.ts'

export function createMonitorRoutes(monitor: Pick<MonitorService, 'agents'>) {
  return os.monitor.router({
    agents: os.monitor.agents.handler(({ context }) => monitor.agents(agentOf(context))),
  })
}
