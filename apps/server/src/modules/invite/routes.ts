import { agentOf, os } from '../../platform/http/index.ts'
import type { InviteResultsService } from './results.ts'
import type { InviteService } from './service.ts'

export function createInviteRoutes(invites: InviteService, results: InviteResultsService) {
  return os.invite.router({
    send: os.invite.send.handler(({ context, input }) => invites.send(agentOf(context), input)),
    results: os.invite.results.handler(({ context, input }) => results.results(agentOf(context), input)),
    list: os.invite.list.handler(({ context, input }) => results.list(agentOf(context), input)),
    export: os.invite.export.handler(({ context, input }) => results.export(agentOf(context), input)),
  })
}
