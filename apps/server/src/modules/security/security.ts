import type { Bus } from '../../platform/bus/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { Passwords } from '../../platform/passwords/index.ts'
import type { CompanyDirectory } from '../company/index.ts'
import type { Team } from '../team/index.ts'
import { createAuthentication } from './authentication.ts'
import { sessionCookieName } from './cookie.ts'
import { createLogin } from './login.ts'
import { createLogs } from './logs.ts'
import { createSecurityService } from './service.ts'
import type { Sessions } from './sessions.ts'
import { createThrottle } from './throttle.ts'

export interface SecurityParts {
  readonly db: Db
  readonly bus: Bus
  readonly events: Events
  readonly directory: CompanyDirectory
  readonly team: Pick<Team, 'agents' | 'queries'>
  readonly sessions: Sessions
  readonly passwords: Passwords
  readonly publicUrl: URL
  readonly regionOf: (ip: string) => string
  readonly deviceOf: (userAgent: string) => string
  readonly now: () => Date
  onTrouble(error: unknown): void
}

export function createSecurity(parts: SecurityParts) {
  const { team, publicUrl } = parts
  const throttle = createThrottle(parts)
  const collaborators = { ...parts, team: team.queries, throttle, checkSubordinate: team.agents.checkSubordinate }
  const { now: _, ...forAuthentication } = collaborators
  const login = createLogin(collaborators)
  const authentication = createAuthentication(forAuthentication)
  return {
    sessionCookie: sessionCookieName(publicUrl),
    authenticate: authentication.authenticate,
    service: createSecurityService(collaborators),
    login,
    logs: createLogs(parts),
    forgetOldThrottles: throttle.forgetOld,
    async [Symbol.asyncDispose]() {
      authentication[Symbol.dispose]()
      await login.settled()
    },
  }
}
export type Security = ReturnType<typeof createSecurity>
