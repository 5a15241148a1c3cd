import { implement } from '@orpc/server'
import { contract } from '@youwen/contract'
import { checkAccess, checkApp } from './access.ts'
import { auditDetail, auditSubject } from './audit.ts'
import type { RequestContext } from './context.ts'

/**
 * What route handlers are made from: `os.phrase.save.handler(({ input, context }) => …)`. Access is checked before the
 * input is even validated; what the contract declares as audited is recorded after it succeeded, before it is answered.
 */
export const os = implement(contract)
  // Counted from the last of the two middlewares: the input is validated between access and audit.
  .$config({ initialInputValidationIndex: -1 })
  .$context<RequestContext>()
  .use(async ({ context, procedure, path, next }) => {
    checkAccess(procedure['~orpc'].meta, context.caller)
    await checkApp(path[0] ?? '', context)
    return next()
  })
  .use(async ({ context, procedure, next }, input) => {
    const result = await next()
    const { meta, route, inputSchema } = procedure['~orpc']
    if (meta.audit && context.caller.kind === 'agent') {
      await context.recordAudit({
        companyId: context.caller.companyId,
        agentId: context.caller.agentId,
        agentName: context.caller.name,
        action: meta.audit,
        subject: auditSubject(route.path ?? '', input, result.output),
        detail: auditDetail(inputSchema, input),
        ip: context.ip,
      })
    }
    return result
  })
