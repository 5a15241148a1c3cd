import { describe, expect, test } from 'vitest'
import { smsByTheClock, smsFor } from './sms.testing.ts'

describe('a message that its provider does not take', () => {
  test('because the number got too many is tried later, with growing pauses, and costs nothing meanwhile', async () => {
    await using at = await smsByTheClock('aliyun')
    at.aliyun.mood = 'limited'
    await at.queue()
    const pauses = []
    for (let tries = 0; tries < 4; tries++) {
      await at.next()
      pauses.push(...(await at.waiting()))
    }
    expect(pauses).toEqual([1, 5, 15, 60])
    expect(await at.record()).toMatchObject({ state: 'queued', failure: 'isv.BUSINESS_LIMIT_CONTROL', tries: 4 })
    expect(at.events.at(-1)).toMatchObject({ type: 'sms.changed', state: 'queued' })
    expect((await at.sms.settings.get(at.companyId)).sentToday).toBe(0)

    at.aliyun.mood = 'well'
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'sent', failure: null, tries: 5 })
    expect(at.aliyun.sent).toHaveLength(1)
    expect((await at.sms.settings.get(at.companyId)).sentToday).toBe(1)
    expect(await at.next()).toBe(false)
  })

  test('for a day is given up: a reminder of yesterday is not sent', async () => {
    await using at = await smsByTheClock('tencent')
    at.tencent.mood = 'broke'
    await at.queue()
    let rounds = 0
    while (await at.next()) rounds++
    expect(rounds).toBeGreaterThan(8)
    expect(await at.record()).toMatchObject({
      state: 'failed',
      failure: 'FailedOperation.InsufficientBalanceInSmsPackage',
    })
    expect(at.tencent.sent).toEqual([])
  })

  test.each([
    ['aliyun', 'SMS_404', 'isv.SMS_TEMPLATE_ILLEGAL'],
    ['tencent', '404', 'FailedOperation.TemplateIncorrectOrUnapproved'],
  ] as const)('because %s knows no such template is not tried again', async (provider, templateCode, failure) => {
    await using at = await smsByTheClock(provider)
    await at.queue({ ...smsFor(provider), templateCode })
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'failed', failure, tries: 1 })
    expect(await at.next()).toBe(false)
    expect((await at.sms.settings.get(at.companyId)).sentToday).toBe(0)
  })

  test('is not sent when it is a day old at its first turn', async () => {
    await using at = await smsByTheClock('aliyun')
    await at.queue()
    at.goOn(24 * 3_600_000)
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'failed', failure: 'sms.too_late', tries: 0 })
    expect(at.aliyun.sent).toEqual([])
  })
})

describe('a message of which it is not known whether the provider took it', () => {
  test('is not sent twice when the provider, asked, says that it has it', async () => {
    await using at = await smsByTheClock('aliyun')
    at.aliyun.mood = 'cut'
    await at.queue()
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'queued', failure: 'sms.unreachable', tries: 1 })
    at.aliyun.mood = 'well'
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'sent', failure: null, tries: 1 })
    expect(at.aliyun.sent).toHaveLength(1)
  })

  test('is what the provider says became of it', async () => {
    await using at = await smsByTheClock('aliyun')
    at.aliyun.mood = 'cut'
    await at.queue()
    await at.next()
    Object.assign(at.aliyun.sent[0] ?? {}, { status: 'failed', code: 'MOBILE_IN_BLACK' })
    at.aliyun.mood = 'well'
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'failed', failure: 'MOBILE_IN_BLACK' })
  })

  test('is sent again when the provider has nothing', async () => {
    await using at = await smsByTheClock('aliyun')
    at.aliyun.mood = 'cut'
    await at.queue()
    await at.next()
    at.aliyun.sent.length = 0
    at.aliyun.mood = 'well'
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'sent', tries: 2 })
    expect(at.aliyun.sent).toHaveLength(1)
    expect((await at.sms.settings.get(at.companyId)).sentToday).toBe(1)
  })

  test('waits for as long as nobody can be asked, and is not sent meanwhile', async () => {
    await using at = await smsByTheClock('tencent')
    at.tencent.mood = 'cut'
    await at.queue()
    await at.next()
    at.tencent.mood = 'down'
    for (let round = 0; round < 6; round++) await at.next()
    expect(await at.record()).toMatchObject({ state: 'queued', tries: 1 })
    expect(at.tencent.sent).toHaveLength(1)
    const sms = at.tencent.sent[0]
    if (sms) sms.report = { isDelivered: true }
    at.tencent.mood = 'well'
    await at.next()
    expect(await at.record()).toMatchObject({ state: 'delivered', tries: 1 })
  })

  test('is sent again, three times at most, where the provider will not say: two reminders hurt less than none', async () => {
    await using at = await smsByTheClock('tencent')
    await at.queue()
    const asked: number[] = []
    for (let round = 0; round < 5; round++) {
      // It hangs up on every message, and answers every question.
      at.tencent.mood = round === 0 ? 'cut' : 'well'
      at.tencent.cutsMessages = true
      await at.next()
      asked.push(at.tencent.sent.length)
    }
    expect(asked).toEqual([1, 2, 3, 3, 3])
    expect(await at.record()).toMatchObject({ state: 'failed', failure: 'sms.unreachable', tries: 3 })
    expect((await at.sms.settings.get(at.companyId)).sentToday).toBe(3)
  })

  test('whose server died after the provider took it is found there by the next one', async () => {
    await using at = await smsByTheClock('aliyun')
    const message = smsFor('aliyun')
    await at.queue(message)
    // What the other server had done when it died: the attempt is written down, the message is with the provider.
    at.aliyun.mood = 'cut'
    await at.next()
    at.aliyun.mood = 'well'
    // The job is given back at once; whether the attempt still runs elsewhere cannot be known so early.
    await at.sms.chores['send-sms'].run({ companyId: at.companyId, smsId: message.smsId })
    expect(at.aliyun.sent).toHaveLength(1)
    while (await at.next()) {}
    expect(await at.record()).toMatchObject({ state: 'sent', tries: 1 })
    expect(at.aliyun.sent).toHaveLength(1)
  })
})

test('two servers that take the same message up at once send it once', async () => {
  await using at = await smsByTheClock('aliyun')
  const message = smsFor('aliyun')
  await at.queue(message)
  const errand = { companyId: at.companyId, smsId: message.smsId }
  await Promise.all([at.sms.chores['send-sms'].run(errand), at.sms.chores['send-sms'].run(errand)])
  expect(at.aliyun.sent).toHaveLength(1)
  expect(await at.record()).toMatchObject({ state: 'sent', tries: 1 })
})

test('no more is sent on a day of the company than its limit, and again on the next', async () => {
  await using at = await smsByTheClock('tencent')
  const { hasSecret, receiptUrl, sentToday, ...account } = await at.sms.settings.get(at.companyId)
  await at.sms.settings.save(at.companyId, { ...account, dailyLimit: 2 })
  for (let count = 0; count < 3; count++) await at.queue()
  while (await at.next()) {}
  expect(at.tencent.sent).toHaveLength(2)
  expect((await at.sms.records(at.companyId, { limit: 10, state: 'failed' })).items).toMatchObject([
    { failure: 'sms.daily_limit', tries: 0 },
  ])
  at.goOn(24 * 3_600_000)
  await at.queue()
  at.goOn(1_000)
  while (await at.next()) {}
  expect(at.tencent.sent).toHaveLength(3)
})

test('a provider that does not answer is left alone for a while, and tried by one message', async () => {
  await using at = await smsByTheClock('aliyun')
  at.aliyun.mood = 'cut'
  for (let count = 0; count < 12; count++) await at.queue()
  for (let count = 0; count < 12; count++) await at.next()
  expect(at.aliyun.sent).toHaveLength(4)
  at.aliyun.sent.length = 0
  at.aliyun.mood = 'well'
  while (await at.next()) {}
  expect(at.aliyun.sent).toHaveLength(12)
})

test('nothing is sent without an account', async () => {
  await using at = await smsByTheClock('aliyun')
  const { hasSecret, receiptUrl, sentToday, ...account } = await at.sms.settings.get(at.companyId)
  await at.sms.settings.save(at.companyId, { ...account, provider: null })
  await at.queue()
  await at.next()
  expect(await at.record()).toMatchObject({ state: 'failed', failure: 'sms.off' })
})
