import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { builtInRoles, Problem, SaveAgent } from '@youwen/contract'
import pg from 'pg'
import { expect } from 'vitest'
import { createApp } from '../app.ts'
import { asOwner } from '../modules/team/index.ts'
import type { Config } from '../platform/config/index.ts'
import { createLog } from '../platform/log/index.ts'
import { testDatabase } from './database.ts'

export const testPassword = 'correct horse battery'

export interface Answer<T = unknown> {
  readonly status: number
  readonly headers: Headers
  /** What was answered, whatever it is. Undefined when the body is empty. */
  readonly body: T
}

export interface Ask {
  readonly token?: string | undefined
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

/** A whole server of this test's own, on its own database, spoken to over HTTP. */
export async function testApp(config: Partial<Config> = {}) {
  await using opened = new AsyncDisposableStack()
  const database = opened.use(await testDatabase())
  const dataDir = await mkdtemp(join(tmpdir(), 'youwen-test-'))
  opened.defer(() => rm(dataDir, { recursive: true, force: true }))
  const app = opened.use(
    await createApp({
      databaseUrl: database.url,
      log: createLog('silent'),
      config: {
        port: 0,
        host: '127.0.0.1',
        publicUrl: new URL('http://127.0.0.1:0'),
        databasePoolSize: 5,
        dataDir,
        secret: randomBytes(32),
        isDemo: false,
        logLevel: 'silent',
        trustProxy: [],
        outboundNetworks: ['127.0.0.0/8'],
        ...config,
      },
    }),
  )

  async function ask<T = unknown>(
    method: string,
    path: string,
    { token, body, headers }: Ask = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${app.localUrl}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: (isJson ? JSON.parse(text) : text) as T }
  }

  const login = async (companyCode: string, account: string, password = testPassword) => {
    const { status, body } = await ask<{ token: string }>('POST', '/api/login', {
      body: { companyCode, account, password },
    })
    if (status !== 200) throw new Error(`${account} of ${companyCode} could not log in: ${JSON.stringify(body)}`)
    return body.token
  }

  /** A company with an owner; agents are added to it by the name of their built-in role. */
  async function company(code: string) {
    const first = { password: testPassword, mustChange: false }
    const { companyId } = await app.createCompany({
      code,
      name: code,
      owner: { account: 'owner', name: '王老板', first },
    })
    const roles = await app.team.roles.list(companyId)
    const roleId = (name: keyof typeof builtInRoles) => roles.find((role) => role.builtIn === name)?.roleId ?? ''
    return {
      companyId,
      roleId,
      owner: await login(code, 'owner'),
      login: (account: string, password?: string) => login(code, account, password),
      async agent(account: string, role: keyof typeof builtInRoles, more: Partial<SaveAgent> = {}) {
        const request = { ...agentRequest(account, roleId(role)), ...more }
        const { agent } = await app.team.agents.add(asOwner(companyId), request, first)
        return { agentId: agent.agentId, token: await login(code, account) }
      },
    }
  }

  /** Every job that is due has run. */
  async function jobsDone() {
    const owner = new pg.Client({ connectionString: database.url })
    await owner.connect()
    try {
      await expect
        .poll(async () => (await owner.query('select from graphile_worker.jobs where run_at <= now()')).rowCount, {
          timeout: 10_000,
          interval: 10,
        })
        .toBe(0)
    } finally {
      await owner.end()
    }
    await app.events.settled()
  }

  const kept = opened.move()
  return {
    app,
    db: database.db,
    ask,
    company,
    jobsDone,
    problemOf: (answer: Answer) => answer.body as Problem,
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
export type TestApp = Awaited<ReturnType<typeof testApp>>

export const agentRequest = (account: string, roleId: string): SaveAgent => ({
  account,
  name: account,
  nickname: account,
  email: '',
  phone: '',
  roleId,
  groupIds: [],
  siteIds: [],
  capacity: 10,
  isEnabled: true,
})
