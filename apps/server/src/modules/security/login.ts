import type { Login } from '@youwen/contract'
import type { Db, Tx } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import type { Passwords } from '../../platform/passwords/index.ts'
import type { CompanyDirectory } from '../company/index.ts'
import type { TeamQueries } from '../team/index.ts'
import type { Sessions } from './sessions.ts'
import { insertLogin, type LoginEntry } from './store/logs.ts'
import { hasUsedAddress } from './store/sessions.ts'
import { type Attempt, type Throttle, Throttled } from './throttle.ts'

export interface Client {
  readonly ip: string
  readonly userAgent: string
}

export interface LoginParts {
  readonly db: Db
  readonly directory: Pick<CompanyDirectory, 'findByCode'>
  readonly team: Pick<TeamQueries, 'credentials' | 'loggedIn' | 'rehashed'>
  readonly passwords: Passwords
  readonly sessions: Pick<Sessions, 'begin'>
  readonly throttle: Throttle
  readonly regionOf: (ip: string) => string
  readonly now: () => Date
  /** A line of the login log could not be written. */
  onTrouble(error: unknown): void
}

export interface LoggedIn {
  readonly companyId: string
  readonly agentId: string
  readonly sessionId: string
  readonly token: string
}

/** No company has it: what is asked about it takes as long as about any other, and finds nothing. */
const nobodysCompany = '00000000-0000-0000-0000-000000000000'
const throttledLineEveryMs = 60_000

export function createLogin(parts: LoginParts) {
  const { db, directory, team, passwords, sessions, throttle, regionOf, now } = parts
  const writing = new Set<Promise<void>>()
  /** When an account's throttling was last written to the log: once a minute says it all. */
  const throttledLines = new Map<string, number>()

  /** Not waited for: whether a line is written depends on whether the company exists, and must not be felt. */
  const writeLine = (companyId: string | undefined, entry: LoginEntry) => {
    if (!companyId) return
    const line: Promise<void> = db
      .company(companyId, (tx) => insertLogin(tx, companyId, entry))
      .catch(parts.onTrouble)
      .finally(() => writing.delete(line))
    writing.add(line)
  }

  const isThrottlingNews = (companyId: string | undefined, account: string) => {
    const key = `${companyId} ${account.toLowerCase()}`
    if ((throttledLines.get(key) ?? 0) > now().getTime() - throttledLineEveryMs) return false
    if (throttledLines.size > 10_000) throttledLines.clear()
    throttledLines.set(key, now().getTime())
    return true
  }

  const lookUp = async (companyCode: string, account: string, ip: string) => {
    const companyId = await directory.findByCode(companyCode)
    const inCompany = companyId ?? nobodysCompany
    const found = await db.company(inCompany, async (tx) => {
      const credentials = await team.credentials(tx, inCompany, account)
      const isKnownAddress = await hasUsedAddress(tx, inCompany, credentials?.agent_id ?? nobodysCompany, ip)
      return { credentials, isKnownAddress }
    })
    return { companyId, ...found }
  }

  return {
    /** Throws the same refusal, after the same work, whatever of company, account and password was wrong. */
    async login({ companyCode, account, password }: Login, client: Client): Promise<LoggedIn> {
      const { companyId, credentials, isKnownAddress } = await lookUp(companyCode, account, client.ip)
      const attempt: Attempt = { companyCode, account, ip: client.ip, isKnownAddress }
      const origin = { ip: client.ip, userAgent: client.userAgent, region: regionOf(client.ip) }
      const line = (outcome: LoginEntry['outcome']): LoginEntry => ({
        ...origin,
        account,
        agentId: credentials?.agent_id ?? null,
        outcome,
      })

      try {
        await throttle.enter(attempt)
      } catch (error) {
        if (error instanceof Throttled && isThrottlingNews(companyId, account)) writeLine(companyId, line('throttled'))
        throw error
      }

      const isRight = await passwords.matches(password, credentials?.password_hash)
      if (!isRight || !companyId || !credentials?.is_enabled) {
        writeLine(companyId, line('failed'))
        throw new Refusal('unauthenticated', 'security.login_failed', 'Company, account or password is wrong.')
      }

      const agentId = credentials.agent_id
      const newHash = passwords.isOutdated(credentials.password_hash) ? await passwords.hash(password) : undefined
      const session = await db.company(companyId, async (tx: Tx) => {
        if (newHash) await team.rehashed(tx, companyId, agentId, newHash)
        await team.loggedIn(tx, companyId, agentId, now())
        await insertLogin(tx, companyId, line('succeeded'))
        return sessions.begin(tx, companyId, agentId, origin)
      })
      await throttle.succeeded(attempt)
      return { companyId, agentId, ...session }
    },

    /** When every line of the login log is written. */
    async settled(): Promise<void> {
      while (writing.size > 0) await Promise.all(writing)
    },
  }
}
