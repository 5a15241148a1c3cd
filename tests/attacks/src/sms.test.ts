import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FurnishedCompany, furnishCompany, must, type Server, startServer } from './world.ts'

/**
 * X6: the address that providers of short messages tell what became of them. It is open to everybody, and what it is told is
 * not signed: whoever has one company's address must not be able to say anything about another's messages, with
 * row-level security and without.
 */
describe.each(['with', 'without'])('%s row-level security, an address for receipts', (guard) => {
  let server: Server
  let ours: FurnishedCompany
  let theirs: FurnishedCompany
  let ourUrl: string
  let theirUrl: string
  const theirSms = crypto.randomUUID()

  beforeAll(async () => {
    server = await startServer()
    ours = await furnishCompany(server, 'yunzhou', 'CLOUDBOAT')
    theirs = await furnishCompany(server, 'xinghe', 'STARRIVER')
    const addressOf = async ({ owner }: FurnishedCompany) => {
      const account = {
        provider: 'aliyun',
        keyId: 'k',
        secret: 's',
        appId: '',
        region: '',
        signName: 'n',
        dailyLimit: 0,
      }
      return (await must(server.ask('sms.saveSettings', account, owner.headers)))['receiptUrl'] ?? ''
    }
    ourUrl = await addressOf(ours)
    theirUrl = await addressOf(theirs)
    await server.database.db.company(theirs.companyId, (tx) =>
      sql`insert into sms_message (company_id, sms_id, purpose, phone, template_code, state, provider, provider_id,
          created_at, changed_at)
        values (${theirs.companyId}, ${theirSms}, 'appointment', '138****5678', 'T', 'sent', 'aliyun', 'biz-1', now(), now())`.execute(
        tx.q,
      ),
    )
    if (guard === 'without') await server.withoutRowSecurity()
  })
  afterAll(async () => {
    await ours[Symbol.asyncDispose]()
    await theirs[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  const stateOfTheirs = async () => {
    const { rows } = await server.database.db.company(theirs.companyId, (tx) =>
      sql<{ state: string }>`select state from sms_message where sms_id = ${theirSms}`.execute(tx.q),
    )
    return rows[0]?.state
  }
  const post = (url: string, body: string | Buffer, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
      headers: { 'content-type': 'application/json', ...headers },
    })
  const about = (smsId: string) => JSON.stringify([{ biz_id: 'biz-1', out_id: smsId, success: false, err_code: 'X' }])

  test('says nothing about messages of another company, by our id or by the provider’s', async () => {
    expect((await post(ourUrl, about(theirSms))).status).toBe(200)
    expect(await stateOfTheirs()).toBe('sent')
  })

  test('opens nothing with the company, the provider or the secret of another one', async () => {
    const swapped = [
      theirUrl.replace(/[^/]+$/, ourUrl.split('/').at(-1) ?? ''),
      theirUrl.replace('/aliyun/', '/tencent/'),
      theirUrl.slice(0, -1),
      `${theirUrl}A`,
      theirUrl.replace(/[^/]+$/, '..'),
      theirUrl.replace(/[^/]+$/, '%00'),
      theirUrl.replace(/[^/]+$/, "' or 1=1 --"),
    ]
    for (const url of swapped) expect((await post(url, about(theirSms))).status, url).toBe(404)
    expect(await stateOfTheirs()).toBe('sent')
  })

  test.each([
    ['ten megabytes', () => 'x'.repeat(10 * 1024 * 1024), {}, 413],
    ['an array 100,000 deep', () => '['.repeat(100_000) + ']'.repeat(100_000), {}, 200],
    ['a body that was packed', () => gzipSync('[]'), { 'content-encoding': 'gzip' }, 415],
    ['bytes that are no text', () => Buffer.from([0xff, 0xfe, 0x00]), {}, 200],
    ['a prototype', () => '[{"__proto__":{"biz_id":"biz-1","success":false}}]', {}, 200],
  ])('is not hurt by %s', async (_, body, headers, status) => {
    expect((await post(ourUrl, body(), headers)).status).toBe(status)
    expect((await fetch(new URL('/healthz', server.origin))).status).toBe(200)
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('answers to no other method, and a browser that opens it is shown what any address shows', async () => {
    for (const method of ['PUT', 'DELETE']) expect((await fetch(theirUrl, { method })).status, method).toBe(404)
    const shownAt = async (url: string | URL) => (await fetch(url)).text()
    expect(await shownAt(theirUrl)).toBe(await shownAt(new URL('/nowhere', server.origin)))
  })

  test('whoever goes on guessing is not heard for a while', async () => {
    const guesses: number[] = []
    for (let guess = 0; guess < 30; guess++) guesses.push((await post(`${theirUrl}${guess}`, '[]')).status)
    expect(guesses.at(-1)).toBe(429)
  })
})
