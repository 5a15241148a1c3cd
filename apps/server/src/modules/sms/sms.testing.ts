import { randomBytes } from 'node:crypto'
import type { SaveSmsSettings, SmsParameter, SmsProvider, SmsRecord, SmsSettings } from '@youwen/contract'
import { startAliyunSmsSimulator } from '@youwen/simulators/sms-aliyun'
import { startTencentSmsSimulator } from '@youwen/simulators/sms-tencent'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import { createOutbound } from '../../platform/outbound/index.ts'
import { type Answer, testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { createCompanyService } from '../company/index.ts'
import { createSms } from './sms.ts'

export const accounts = {
  aliyun: {
    provider: 'aliyun',
    keyId: 'LTAI5tSimulated',
    appId: '',
    region: '',
    signName: '有问',
    dailyLimit: 100,
    secret: 'simulated-secret',
  },
  tencent: {
    provider: 'tencent',
    keyId: 'AKIDSimulated',
    appId: '1400000001',
    region: '',
    signName: '有问',
    dailyLimit: 100,
    secret: 'simulated-secret',
  },
} as const satisfies Record<SmsProvider, SaveSmsSettings>
export const templates: Record<SmsProvider, string> = { aliyun: 'SMS_1000001', tencent: '1000001' }
export const phone = '+8613812345678'
export const parameters: SmsParameter[] = [
  { name: 'name', value: '王女士' },
  { name: 'time', value: '明天下午三点' },
]

/** A message about something, for the account of a provider. */
export const smsFor = (provider: SmsProvider, smsId: string = uuidv7()) => ({
  smsId,
  phone,
  templateCode: templates[provider],
  parameters,
  purpose: 'appointment' as const,
  aboutId: uuidv7(),
})

/** A whole server, whose providers are stand-ins. */
export async function smsApp() {
  await using opened = new AsyncDisposableStack()
  const aliyun = opened.use(await startAliyunSmsSimulator())
  const tencent = opened.use(await startTencentSmsSimulator())
  const server = opened.use(await testApp({ smsAliyunUrl: new URL(aliyun.url), smsTencentUrl: new URL(tencent.url) }))
  const kept = opened.move()

  async function company(code: string) {
    const made = await server.company(code)
    const { companyId, owner: token } = made
    const must = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
      const { status, body } = await answer
      expect(status, JSON.stringify(body)).toBe(200)
      return body
    }
    return {
      ...made,
      must,
      settings: () => must(server.ask<SmsSettings>('GET', '/api/sms-settings', { token })),
      save: (body: SaveSmsSettings) => server.ask<SmsSettings>('PUT', '/api/sms-settings', { token, body }),
      test: (body: object) => server.ask<SmsRecord>('POST', '/api/sms-settings/test', { token, body }),
      records: async (query = '') =>
        (await must(server.ask<{ items: SmsRecord[] }>('GET', `/api/sms-records?${query}`, { token }))).items,
      queue: (sms: ReturnType<typeof smsFor>) =>
        server.db.company(companyId, (tx) => server.app.sms.queue(tx, companyId, sms)),
      async setUp(provider: SmsProvider) {
        const { receiptUrl } = await must(
          server.ask<SmsSettings>('PUT', '/api/sms-settings', { token, body: accounts[provider] }),
        )
        return receiptUrl ?? ''
      },
    }
  }

  return {
    ...server,
    company,
    simulators: { aliyun, tencent },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
export type SmsApp = Awaited<ReturnType<typeof smsApp>>

/** The module alone, with a clock that is set by hand: jobs run when they are told to. */
export async function smsByTheClock(provider: SmsProvider) {
  await using opened = new AsyncDisposableStack()
  // At noon of tomorrow, so that no day ends while a test runs.
  let at = Date.parse(`${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T04:00:00Z`)
  const aliyun = opened.use(await startAliyunSmsSimulator({ now: () => at }))
  const tencent = opened.use(await startTencentSmsSimulator({ now: () => at }))
  const { db, url, events } = opened.use(await testDatabase())
  const outbound = opened.use(createOutbound({ ownNetworks: ['127.0.0.0/8'] }))
  await runMigrations({ connectionString: url })
  const worker = new pg.Client({ connectionString: url })
  await worker.connect()
  opened.defer(() => worker.end())
  const { companyId } = await createCompanyService({ db }).create(
    { code: 'yunzhou', name: '云舟', timeZone: 'Asia/Shanghai' },
    async () => {},
  )
  const sms = createSms({
    db,
    outbound,
    secret: randomBytes(32),
    publicUrl: new URL('http://127.0.0.1:8100'),
    urls: { aliyun: new URL(aliyun.url), tencent: new URL(tencent.url) },
    now: () => new Date(at),
    newId: uuidv7,
    timeZoneOf: async () => 'Asia/Shanghai',
    phoneOf: (text) => text,
  })
  await sms.settings.save(companyId, accounts[provider])
  const run = sms.chores['send-sms'].run
  const kept = opened.move()

  return {
    companyId,
    db,
    sms,
    events,
    simulator: { aliyun, tencent }[provider],
    aliyun,
    tencent,
    queue: (message = smsFor(provider)) => db.company(companyId, (tx) => sms.queue(tx, companyId, message)),
    async record() {
      const { items } = await sms.records(companyId, { limit: 10 })
      if (!items[0]) throw new Error('There is none.')
      return items[0]
    },
    /** Jobs that wait, and for how many minutes from now on. */
    async waiting() {
      const { rows } = await worker.query<{ id: string; run_at: Date }>(
        'select id, run_at from graphile_worker.jobs order by run_at',
      )
      return rows.map(({ run_at }) => Math.round((run_at.getTime() - at) / 60_000))
    },
    /** The clock goes on to when the next job is due, and that job is done. False: there is none. */
    async next() {
      const { rows } = await worker.query<{ id: string; run_at: Date; payload: unknown }>(
        `select j.id, j.run_at, p.payload from graphile_worker.jobs j
         join graphile_worker._private_jobs p using (id) order by j.run_at, j.id limit 1`,
      )
      const job = rows[0]
      if (!job) return false
      at = Math.max(at, job.run_at.getTime())
      await worker.query('select graphile_worker.complete_jobs(array[$1::bigint])', [job.id])
      await run(job.payload)
      return true
    },
    goOn(ms: number) {
      at += ms
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
