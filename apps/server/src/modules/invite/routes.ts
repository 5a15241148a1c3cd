import { agentOf, os } from '../../platform/http/index.ts'
import type { InviteService } from './service.ts'

export function createInviteRoutes(invites: InviteService) {
  return os.invite.router({
    send: os.invite.send.handler(({ context, input }) => invites.send(agentOf(context), input)),
    results: os.invite.results.handler(({ context }) => invites.results(agentOf(context))),
  })
}
