import { agentOf, os } from '../../platform/http/index.ts'
import type { Security } from './security.ts'
import { sessionLifetimeSeconds } from './sessions.ts'

export const createSecurityRoutes = ({ service, login, logs, sessionCookie }: Security) => ({
  login: os.security.login.handler(async ({ context, input }) => {
    const { companyId, agentId, token } = await login.login(input, context)
    // Whoever was logged in here before is not any more.
    if (context.caller.kind === 'agent') await service.logout(context.caller, context)
    context.setCookie(sessionCookie, token, { maxAgeSeconds: sessionLifetimeSeconds })
    return { me: await service.me(companyId, agentId), token }
  }),
  logout: os.security.logout.handler(async ({ context }) => {
    await service.logout(agentOf(context), context)
    context.clearCookie(sessionCookie)
  }),
  me: os.security.me.handler(({ context }) => {
    const { companyId, agentId } = agentOf(context)
    return service.me(companyId, agentId)
  }),
  changePassword: os.security.changePassword.handler(({ context, input }) =>
    service.changePassword(agentOf(context), input, context),
  ),
  sessions: os.security.sessions.handler(({ context }) => service.sessions(agentOf(context))),
  endSession: os.security.endSession.handler(({ context, input }) =>
    service.endSession(agentOf(context), input.sessionId, context),
  ),
  forceEnd: os.security.forceEnd.handler(({ context, input }) =>
    service.forceEnd(agentOf(context), input.agentId, input.reason, context),
  ),
  logins: os.security.logins.handler(({ context, input }) => logs.logins(agentOf(context).companyId, input)),
  audits: os.security.audits.handler(({ context, input }) => logs.audits(agentOf(context).companyId, input)),
})
