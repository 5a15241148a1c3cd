import type { SmsProvider } from '@youwen/contract'
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { accounts, parameters, phone, type SmsApp, smsApp, smsFor, templates } from './sms.testing.ts'

let server: SmsApp
beforeAll(async () => {
  server = await smsApp()
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(() => {
  for (const simulator of Object.values(server.simulators)) {
    simulator.mood = 'well'
    simulator.sent.length = 0
  }
})

test('aliyun: what is handed over in a transaction is sent after it, and is on the phone when the provider says so', async () => {
  const { aliyun } = server.simulators
  const company = await server.company('shanghai')
  const receiptUrl = await company.setUp('aliyun')
  const sms = smsFor('aliyun')
  await company.queue(sms)
  await server.jobsDone()
  const [sent] = aliyun.sent
  expect(sent).toMatchObject({
    phone: '13812345678',
    signName: '有问',
    templateCode: 'SMS_1000001',
    parameters: { name: '王女士', time: '明天下午三点' },
    outId: sms.smsId,
  })
  expect(await company.records()).toMatchObject([{ smsId: sms.smsId, aboutId: sms.aboutId, state: 'sent', tries: 1 }])
  if (!sent) return
  expect(await aliyun.report(receiptUrl, sent, { isDelivered: true })).toMatchObject({ status: 200, body: { code: 0 } })
  expect(await company.records()).toMatchObject([{ state: 'delivered', failure: null }])
})

test('tencent: parameters go in their order, and the number’s own code counts', async () => {
  const { tencent } = server.simulators
  const company = await server.company('shenzhen')
  const receiptUrl = await company.setUp('tencent')
  await company.queue(smsFor('tencent'))
  await server.jobsDone()
  const [sent] = tencent.sent
  expect(sent).toMatchObject({ phone, templateId: '1000001', parameters: ['王女士', '明天下午三点'] })
  if (!sent) return
  const failed = await tencent.report(receiptUrl, sent, { isDelivered: false })
  expect(failed).toMatchObject({ status: 200, body: { result: 0 } })
  expect(await company.records()).toMatchObject([{ state: 'failed', failure: 'USERUNREACHABLE' }])

  await company.queue({ ...smsFor('tencent'), parameters: [] })
  await server.jobsDone()
  expect(await company.records()).toMatchObject([
    { state: 'failed', failure: 'FailedOperation.TemplateParamSetNotMatchApprovedTemplate' },
    { state: 'failed' },
  ])
})

test('a variable without a value does not keep a message from being sent', async () => {
  const company = await server.company('wuhan')
  await company.setUp('aliyun')
  await company.queue({ ...smsFor('aliyun'), parameters: [...parameters.slice(0, 1), { name: 'time', value: ' ' }] })
  await server.jobsDone()
  expect(server.simulators.aliyun.sent).toMatchObject([{ parameters: { name: '王女士', time: '-' } }])
})

test('the same id again is the same message, and what is rolled back was never asked for', async () => {
  const company = await server.company('tianjin')
  await company.setUp('aliyun')
  const sms = smsFor('aliyun')
  await company.queue(sms)
  await company.queue({ ...sms, phone: '+8613900000000' })
  const rollBack = server.db.company(company.companyId, async (tx) => {
    await server.app.sms.queue(tx, company.companyId, smsFor('aliyun'))
    throw new Error('something else went wrong')
  })
  await expect(rollBack).rejects.toThrow('something else')
  await server.jobsDone()
  expect(server.simulators.aliyun.sent.map((one) => one.phone)).toEqual(['13812345678'])
  expect(await company.records()).toHaveLength(1)
})

test('others hear of each state, after it is true', async () => {
  const company = await server.company('chongqing')
  const receiptUrl = await company.setUp('aliyun')
  const heard: object[] = []
  const stop = server.app.events.on('sms.changed', (event) => void heard.push(event))
  const { smsId, aboutId, ...sms } = smsFor('aliyun')
  await company.queue({ ...sms, smsId, aboutId })
  await server.jobsDone()
  const [sent] = server.simulators.aliyun.sent
  if (sent) await server.simulators.aliyun.report(receiptUrl, sent, { isDelivered: true })
  stop()
  const about = { companyId: company.companyId, smsId, aboutId, purpose: 'appointment', failure: null }
  expect(heard).toMatchObject([
    { ...about, state: 'sent' },
    { ...about, state: 'delivered' },
  ])
  const states = await server.db.company(company.companyId, (tx) =>
    server.app.sms.states(tx, company.companyId, [smsId, uuidv7()]),
  )
  expect([...states]).toEqual([[smsId, { state: 'delivered', failure: null }]])
})

test('neither secret nor phone is ever told, logged or kept longer than it takes to send', async () => {
  const company = await server.company('dalian')
  const { body } = await company.save(accounts.aliyun)
  expect(body).toMatchObject({ provider: 'aliyun', hasSecret: true })
  server.simulators.aliyun.mood = 'limited'
  await company.queue(smsFor('aliyun'))
  await company.test({ phone, templateCode: templates.aliyun, parameters })
  await server.jobsDone()

  const rows = async () => {
    const { rows: found } = await server.db.company(company.companyId, (tx) =>
      sql<{ purpose: string; sealed: string | null }>`select * from sms_message order by purpose`.execute(tx.q),
    )
    return found
  }
  expect((await rows()).map(({ purpose, sealed }) => [purpose, sealed !== null])).toEqual([
    ['appointment', true],
    ['test', false],
  ])
  const everywhere = JSON.stringify([
    await rows(),
    await company.settings(),
    await company.records(),
    (await server.ask('GET', '/api/logs/operations', { token: company.owner })).body,
    (await server.db.company(company.companyId, (tx) => sql`select * from sms_settings`.execute(tx.q))).rows,
  ])
  expect(everywhere).toContain('138****5678')
  expect(everywhere).toContain('sms.tested')
  for (const hidden of ['13812345678', '王女士', accounts.aliyun.secret]) expect(everywhere).not.toContain(hidden)
})

test('a secret belongs to its key: another one does not get it', async () => {
  const company = await server.company('qingdao')
  const { secret, ...account } = accounts.aliyun
  const missing = await company.save(account)
  expect([missing.status, server.problemOf(missing).fields?.map(({ path }) => path)]).toEqual([422, ['secret']])
  await company.setUp('aliyun')
  expect((await company.save({ ...account, dailyLimit: 7 })).body).toMatchObject({ hasSecret: true, dailyLimit: 7 })
  expect((await company.save({ ...account, keyId: 'LTAI5tOther' })).status).toBe(422)
  const { secret: _, ...tencent } = accounts.tencent
  expect(server.problemOf(await company.save({ ...tencent, appId: '' })).fields?.map(({ path }) => path)).toEqual([
    'appId',
    'secret',
  ])
  // Switched off, it forgets the secret.
  expect((await company.save({ ...account, provider: null })).body).toMatchObject({
    hasSecret: false,
    receiptUrl: null,
  })
})

test.each<[SmsProvider, string, string, object]>([
  ['aliyun', 'a wrong secret', 'SignatureDoesNotMatch', { secret: 'wrong' }],
  ['aliyun', 'an unknown key', 'InvalidAccessKeyId.NotFound', { keyId: 'LTAInobody' }],
  ['aliyun', 'an unknown signature', 'isv.SMS_SIGNATURE_ILLEGAL', { signName: '别人' }],
  ['tencent', 'a wrong secret', 'AuthFailure.SignatureFailure', { secret: 'wrong' }],
  ['tencent', 'an unknown key', 'AuthFailure.SecretIdNotFound', { keyId: 'AKIDnobody' }],
  ['tencent', 'an unknown app', 'InvalidParameterValue.SdkAppIdNotExist', { appId: '1400000009' }],
  ['tencent', 'an unknown signature', 'FailedOperation.SignatureIncorrectOrUnapproved', { signName: '别人' }],
])('%s: a test with %s answers what the provider said', async (provider, _title, failure, changes) => {
  const company = await server.company(`c${uuidv7().slice(-12)}`)
  await company.must(company.save({ ...accounts[provider], ...changes }))
  const tried = await company.test({ phone: '138 1234 5678', templateCode: templates[provider], parameters })
  expect(tried).toMatchObject({
    status: 200,
    body: { state: 'failed', failure, purpose: 'test', phone: '138****5678' },
  })
  expect((await company.settings()).sentToday).toBe(0)
})

test('a test is sent at once, is not tried again, and wants a phone number', async () => {
  const company = await server.company('xiamen')
  await company.setUp('tencent')
  const request = { phone: '138-1234-5678', templateCode: templates.tencent, parameters }
  expect(await company.test(request)).toMatchObject({ status: 200, body: { state: 'sent', tries: 1, failure: null } })
  server.simulators.tencent.mood = 'limited'
  const failure = 'LimitExceeded.PhoneNumberThirtySecondLimit'
  expect((await company.test(request)).body).toMatchObject({ state: 'failed', failure })
  server.simulators.tencent.mood = 'cut'
  expect((await company.test(request)).body).toMatchObject({ state: 'failed', failure: 'sms.unreachable' })
  const refused = await company.test({ ...request, phone: '12' })
  expect([refused.status, server.problemOf(refused).code]).toEqual([422, 'sms.phone'])
})

test('an account that fails is a warning until it sends again', async () => {
  const company = await server.company('ningbo')
  await company.setUp('aliyun')
  const warnings = async () => {
    const { body } = await server.ask<{
      latest: { body: { warning?: { code: string }; clearedAt?: string | null } }[]
    }>('GET', '/api/notices-summary', { token: company.owner })
    return body.latest.flatMap(({ body: { warning, clearedAt } }) =>
      warning ? [[warning.code, clearedAt === null]] : [],
    )
  }
  const request = { phone, templateCode: templates.aliyun, parameters }
  server.simulators.aliyun.mood = 'broke'
  await company.test(request)
  await server.app.events.settled()
  expect(await warnings()).toEqual([['sms_failing', true]])
  server.simulators.aliyun.mood = 'well'
  await company.test(request)
  await server.app.events.settled()
  expect(await warnings()).not.toContainEqual(['sms_failing', true])
})

test('records come latest first, in pages and by state', async () => {
  const company = await server.company('suzhou')
  await company.setUp('aliyun')
  for (let count = 0; count < 3; count++) await company.queue(smsFor('aliyun'))
  await company.queue({ ...smsFor('aliyun'), templateCode: 'SMS_404' })
  await server.jobsDone()
  const all = await company.records()
  expect(all.map(({ state }) => state)).toEqual(['failed', 'sent', 'sent', 'sent'])
  const token = company.owner
  type Page = { items: typeof all; next: string | null }
  const first = await company.must(server.ask<Page>('GET', '/api/sms-records?limit=3', { token }))
  const rest = await company.must(server.ask<Page>('GET', `/api/sms-records?limit=3&cursor=${first.next}`, { token }))
  expect([...first.items, ...rest.items]).toEqual(all)
  expect(rest.next).toBeNull()
  expect(await company.records('state=failed')).toEqual(all.slice(0, 1))
})
