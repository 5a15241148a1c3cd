import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type SmsApp, smsApp, smsFor } from './sms.testing.ts'

let server: SmsApp
beforeAll(async () => {
  server = await smsApp()
})
afterAll(() => server[Symbol.asyncDispose]())
beforeEach(() => {
  for (const simulator of Object.values(server.simulators)) simulator.sent.length = 0
})

const post = async (url: string, body: string) => {
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body })
  return { status: response.status, body: (await response.json()) as object }
}
const states = async (company: Awaited<ReturnType<SmsApp['company']>>) =>
  (await company.records()).map(({ state, failure }) => (failure === null ? state : `${state} ${failure}`))

/** Sent by Aliyun, and not on the phone yet. */
async function sentSms(code: string) {
  const company = await server.company(code)
  const receiptUrl = await company.setUp('aliyun')
  await company.queue(smsFor('aliyun'))
  await server.jobsDone()
  const sms = server.simulators.aliyun.sent.at(-1)
  if (!sms) throw new Error('It was not sent.')
  const report = (isDelivered: boolean) => server.simulators.aliyun.report(receiptUrl, sms, { isDelivered })
  return { company, receiptUrl, sms, report }
}

test('a receipt that is told twice is told once, and one that comes late knows better', async () => {
  const { company, report } = await sentSms('late')
  const heard: object[] = []
  const stop = server.app.events.on('sms.changed', (event) => void heard.push(event))
  await report(false)
  await report(false)
  expect(await states(company)).toEqual(['failed MOBILE_NOT_ON_SERVICE'])
  await report(true)
  await report(true)
  // On the phone is on the phone.
  await report(false)
  stop()
  expect(await states(company)).toEqual(['delivered'])
  expect(heard).toMatchObject([{ state: 'failed' }, { state: 'delivered' }])
})

test('a receipt that is faster than the provider’s own answer counts', async () => {
  const { company, report } = await sentSms('fast')
  await server.db.company(company.companyId, (tx) =>
    sql`update sms_message set state = 'queued', provider_id = null, attempt_at = now()`.execute(tx.q),
  )
  await report(true)
  expect(await states(company)).toEqual(['delivered'])
})

test('a receipt of an unknown message is let go, or wanted again while an answer is on its way', async () => {
  const company = await server.company('unknown')
  const receiptUrl = await company.setUp('tencent')
  await company.queue(smsFor('tencent'))
  await server.jobsDone()
  const receipt = JSON.stringify([{ sid: 'somebody-elses', report_status: 'SUCCESS', errmsg: 'DELIVRD' }])
  expect(await post(receiptUrl, receipt)).toEqual({ status: 200, body: { result: 0, errmsg: 'OK' } })
  await server.db.company(company.companyId, (tx) => sql`update sms_message set attempt_at = now()`.execute(tx.q))
  expect(await post(receiptUrl, receipt)).toMatchObject({ status: 200, body: { result: 1 } })
  expect(await states(company)).toEqual(['sent'])
})

test('whoever knows one company’s address can say nothing about another’s messages', async () => {
  const { company, sms } = await sentSms('theirs')
  const attacker = await server.company('attacker')
  const own = await attacker.setUp('aliyun')
  expect(await server.simulators.aliyun.report(own, sms, { isDelivered: false })).toMatchObject({ body: { code: 0 } })
  expect(await states(company)).toEqual(['sent'])
})

test('what is no receipt changes nothing, whatever it looks like', async () => {
  const { company, receiptUrl, sms } = await sentSms('nonsense')
  const good = { biz_id: sms.bizId, out_id: sms.outId, success: true, err_code: 'DELIVERED' }
  for (const body of [
    '',
    'null',
    '{}',
    '[null,1,"x",[]]',
    JSON.stringify(good),
    JSON.stringify([{ ...good, success: 'true' }]),
    JSON.stringify([{ ...good, biz_id: 7 }]),
    JSON.stringify([{ ...good, biz_id: 'x'.repeat(200) }]),
    `[{"biz_id":"a\\u0000","success":true}]`,
    `[{"biz_id":"\\ud800","success":true}]`,
    '[{"__proto__":{"biz_id":"1"}}]',
  ]) {
    expect((await post(receiptUrl, body)).status, body).toBe(200)
  }
  expect(await states(company)).toEqual(['sent'])
  const huge = await post(receiptUrl, `[${' '.repeat(300 * 1024)}]`)
  expect(huge).toMatchObject({ status: 413, body: { code: 'request.too_large' } })
})

test('a wrong address is none, and who goes on guessing is not heard', async () => {
  const { company, receiptUrl, sms } = await sentSms('guesses')
  const { pathname, origin } = new URL(receiptUrl)
  const [, , , companyId = '', token = ''] = pathname.split('/')
  const wrong = [
    `/sms-receipts/tencent/${companyId}/${token}`,
    `/sms-receipts/aliyun/${companyId}/${token.slice(0, -1)}`,
    `/sms-receipts/aliyun/${companyId}/${'A'.repeat(32)}`,
    `/sms-receipts/aliyun/${crypto.randomUUID()}/${token}`,
    `/sms-receipts/aliyun/nobody/${token}`,
    `/sms-receipts/constructor/${companyId}/${token}`,
  ]
  for (const path of wrong) {
    expect(await post(`${origin}${path}`, '[]'), path).toMatchObject({ status: 404, body: { code: 'route.not_found' } })
  }
  const again = { method: 'POST', token: company.owner }
  const renewed = await company.must(
    server.ask<{ receiptUrl: string }>(again.method, '/api/sms-settings/receipt-url', { token: again.token }),
  )
  expect(renewed.receiptUrl).not.toBe(receiptUrl)
  expect((await post(receiptUrl, '[]')).status).toBe(404)
  expect(await server.simulators.aliyun.report(renewed.receiptUrl, sms, { isDelivered: true })).toMatchObject({
    status: 200,
  })
  expect(await states(company)).toEqual(['delivered'])

  const answers = []
  for (let guess = 0; guess < 30; guess++) answers.push((await post(`${origin}${wrong[2]}`, '[]')).status)
  expect(answers).toContain(429)
})
