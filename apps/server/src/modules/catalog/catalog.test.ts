import type { CatalogSettings, CatalogTest, FoundCoupons, StoredFile } from '@youwen/contract'
import { startCatalogSimulator } from '@youwen/simulators/catalog'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from '../../testing/app.ts'
import { catalogCompany } from './catalog.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

let companies = 0

/** A company whose system answers, with a key that it knows. */
async function world(options: Parameters<typeof startCatalogSimulator>[0] = {}) {
  await using opened = new AsyncDisposableStack()
  const shop = opened.use(await startCatalogSimulator(options))
  const company = await catalogCompany(server, `catalog${++companies}`)
  const { status, body } = await company.save({
    source: 'remote',
    providerUrl: shop.url,
    rules: [{ siteId: null, pattern: '/p/{id}.html' }],
  })
  expect(status, JSON.stringify(body)).toBe(200)
  const key = await company.addKey()
  shop.secrets.set(key.keyId, key.secret)
  const kept = opened.move()
  return { shop, company, key, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

const codeOf = (answer: Parameters<TestApp['problemOf']>[0]) => server.problemOf(answer).code

test('the products that a visitor looks at are found by the rules of his site, the latest first (D3.7)', async () => {
  await using shown = await world()
  const { company } = shown
  const { conversationId } = await company.visitorOn(
    'https://shop.example/p/SF-01.html',
    'https://shop.example/about',
    'https://shop.example/p/LP-02.html?from=ad',
    'https://shop.example/p/unknown.html',
    'https://shop.example/p/SF-01.html',
  )
  await expect
    .poll(async () => (await company.viewed(conversationId)).items.map(({ product }) => product.title))
    .toEqual(['云朵三人沙发', '弧光落地灯'])
  const { items, state, source, asOf, trouble } = await company.viewed(conversationId)
  expect({ state, source, trouble }).toEqual({ state: 'current', source: 'remote', trouble: null })
  expect(Date.now() - Date.parse(asOf ?? '')).toBeLessThan(60_000)
  expect(items.map(({ isCurrent }) => isCurrent)).toEqual([true, false])
  expect(items[0]?.product).toEqual({
    productId: 'SF-01',
    title: '云朵三人沙发',
    text: '2.1 米 · 科技布 · 可拆洗',
    price: { amount: '4580.00', currency: 'CNY' },
    url: expect.stringContaining('/p/SF-01.html'),
    isAvailable: true,
    hasPicture: true,
  })
})

test('what a page says itself is a product: as the catalog has it, or as the page says (D3.7)', async () => {
  await using shown = await world()
  const { company } = shown
  const { conversationId, describe } = await company.visitorOn('https://shop.example/campaign')
  await describe({ id: 'SF-01', name: '大促沙发', price: '1.00', currency: 'CNY' })
  const viewed = async () =>
    (await company.viewed(conversationId)).items.map(({ product, isFromPage, isCurrent }) => ({
      ...product,
      isFromPage,
      isCurrent,
    }))
  await expect
    .poll(viewed)
    .toMatchObject([
      { productId: 'SF-01', title: '云朵三人沙发', price: { amount: '4580.00' }, isFromPage: false, isCurrent: true },
    ])
  // A rule of the company is more than what the page says.
  const ruled = await company.visitorOn('https://shop.example/p/LP-02.html')
  await ruled.describe({ id: 'SF-01', name: '', price: '', currency: '' })
  const [lamp] = (await company.viewed(ruled.conversationId)).items
  expect(lamp).toMatchObject({ product: { productId: 'LP-02' }, isFromPage: false })

  await company.save({ source: 'none' })
  await describe({ id: '', name: '竹影屏风', price: '12 8', currency: 'cny' })
  await expect.poll(viewed).toEqual([
    {
      productId: '',
      title: '竹影屏风',
      text: '',
      price: null,
      url: 'https://shop.example/campaign',
      isAvailable: true,
      hasPicture: false,
      isFromPage: true,
      isCurrent: true,
    },
  ])
  await describe({ id: 'x'.repeat(101), name: '屏风', price: '128', currency: 'cny' })
  await expect.poll(viewed).toMatchObject([{ title: '屏风', price: { amount: '128', currency: 'CNY' } }])
})

test('a rule of another site does not say what is on the pages of this one', async () => {
  await using shown = await world()
  const { company, shop } = shown
  const other = await server.app.company.addSite(company.companyId, { name: '商城', allowedDomains: [] })
  await company.save({
    source: 'remote',
    providerUrl: shop.url,
    rules: [{ siteId: other.siteId, pattern: '/p/{id}.html' }],
  })
  const { conversationId } = await company.visitorOn('https://shop.example/p/SF-01.html')
  expect((await company.viewed(conversationId)).items).toEqual([])
})

test('orders are those of who the card says he is, the newest first, and nobody is asked about a stranger', async () => {
  await using shown = await world()
  const { company, shop } = shown
  const { visitorId, conversationId } = await company.visitorOn('https://shop.example/')
  expect(await company.orders(conversationId)).toMatchObject({ isIdentified: false, items: [] })
  expect(shop.asked).toEqual([])

  await company.phoneOf(visitorId, '138 0013 8000')
  const { isIdentified, items } = await company.orders(conversationId)
  expect(isIdentified).toBe(true)
  expect(items.map(({ number, state, placedAt }) => [number, state, placedAt])).toEqual([
    ['YZ20261120001', 'shipped', '2026-11-20T02:12:00.000Z'],
    ['YZ20260601007', 'completed', '2026-06-01T01:00:00.000Z'],
  ])
  expect(shop.asked.at(-1)).toMatchObject({
    path: '/youwen/orders',
    fault: undefined,
    body: { customer: { phones: ['+8613800138000'], customerId: null, visitorIds: [visitorId] } },
  })
})

test('a card field may hold the number by which the company knows its customer', async () => {
  await using shown = await world()
  const { company, shop } = shown
  const field = await company.must(
    server.ask<{ fieldId: string }>('POST', '/api/card/fields', {
      token: company.owner,
      body: { kind: 'text', name: '会员号' },
    }),
  )
  await company.save({ source: 'remote', providerUrl: shop.url, customerFieldId: field.fieldId })
  const { visitorId, conversationId } = await company.visitorOn('https://shop.example/')
  const changes = [{ fieldId: field.fieldId, was: null, value: 'C-1001' }]
  await company.must(
    server.ask('PUT', `/api/visitors/${visitorId}/card`, { token: company.lin.token, body: { changes } }),
  )
  expect((await company.orders(conversationId)).items.map(({ number }) => number)).toEqual(['YZ20261120001'])
})

test('a colleague outside the conversation sees neither its products nor its orders', async () => {
  await using shown = await world()
  const { company } = shown
  const chen = await company.agent('xiaochen', 'agent')
  const { conversationId } = await company.visitorOn('https://shop.example/p/SF-01.html')
  for (const path of ['catalog', 'catalog/orders']) {
    const answer = await server.ask('GET', `/api/conversations/${conversationId}/${path}`, { token: chen.token })
    expect(answer.status).toBe(404)
    expect(codeOf(answer)).toBe('conversation.not_found')
  }
})

test('a slow system is waited for two seconds, and what it said before is shown with its age', async () => {
  await using shown = await world()
  const { company, shop } = shown
  const before = await company.products('words=灯')
  expect(before).toMatchObject({ state: 'current', items: [{ productId: 'LP-02' }] })
  shop.mood = 'slow'
  // Within a minute nothing is asked again.
  expect(await company.products('words=灯')).toEqual(before)
  const stale = await company.products('words=灯&fresh=yes')
  expect(stale).toEqual({ ...before, state: 'stale', trouble: 'timed_out' })
  expect(await company.products('words=沙发')).toMatchObject({ state: 'failed', trouble: 'timed_out', items: [] })
  shop.mood = 'well'
  expect(await company.products('words=灯&fresh=yes')).toMatchObject({ state: 'current', trouble: null })
})

test.each([
  ['down', 'bad_status'],
  ['cut', 'unreachable'],
  ['wrong', 'bad_answer'],
  ['elsewhere', 'redirected'],
] as const)('a system that is %s is said to be so (%s), and the desk goes on', async (mood, trouble) => {
  await using shown = await world()
  const { company, shop } = shown
  shop.mood = mood
  expect(await company.products()).toMatchObject({ state: 'failed', trouble, items: [] })
  const { conversationId } = await company.visitorOn('https://shop.example/p/SF-01.html')
  expect(await company.viewed(conversationId)).toMatchObject({ state: 'failed', trouble })
})

test('what keeps failing is left alone, until somebody insists', async () => {
  await using shown = await world()
  const { company, shop } = shown
  shop.mood = 'down'
  for (const word of ['a', 'b', 'c', 'd', 'e']) await company.products(`words=${word}`)
  expect(shop.asked).toHaveLength(5)
  expect(await company.products('words=f')).toMatchObject({ state: 'failed', trouble: 'resting' })
  expect(shop.asked).toHaveLength(5)
  shop.mood = 'well'
  expect(await company.products('words=灯&fresh=yes')).toMatchObject({ state: 'current' })
  expect(await company.products('words=沙发')).toMatchObject({ state: 'current' })
})

test('many who ask the same at once make one request', async () => {
  await using shown = await world()
  const { company, shop } = shown
  const answers = await Promise.all(Array.from({ length: 12 }, () => company.products('words=沙发')))
  expect(new Set(answers.map(({ items }) => items.length))).toEqual(new Set([1]))
  expect(shop.asked).toHaveLength(1)
})

test('one wrong item hides no other, and the test call says what is wrong with it', async () => {
  await using shown = await world()
  const { company, shop } = shown
  shop.mood = 'partly'
  expect((await company.products()).items.map(({ productId }) => productId)).toEqual(['SF-01', 'LP-02', 'TB-03'])
  shop.mood = 'bare'
  const coupons = await company.read<FoundCoupons>('/catalog/coupons')
  expect(coupons).toMatchObject({ state: 'current', items: [] })

  const { body } = await server.ask<CatalogTest>('POST', '/api/catalog/test', { token: company.owner })
  expect(body.kinds.map(({ kind, trouble, status, found }) => [kind, trouble, status, found])).toEqual([
    ['product', null, 200, 1],
    ['order', null, 501, 0],
    ['coupon', null, 501, 0],
  ])
  expect(body.kinds[0]?.sample).toBe('云朵三人沙发')
})

test('every request is signed with every key, so that a key is changed without a gap', async () => {
  await using shown = await world()
  const { company, shop, key } = shown
  const next = await company.addKey()
  expect(next.secret).not.toBe(key.secret)
  const third = await server.ask('POST', '/api/catalog/keys', { token: company.owner })
  expect(codeOf(third)).toBe('catalog.keys_enough')
  expect(await company.products('words=1')).toMatchObject({ state: 'current' })

  shop.secrets.clear()
  shop.secrets.set(next.keyId, next.secret)
  expect(await company.products('words=2')).toMatchObject({ state: 'current' })
  await company.must(server.ask('DELETE', `/api/catalog/keys/${key.keyId}`, { token: company.owner }))
  expect(await company.products('words=3')).toMatchObject({ state: 'current' })
  await company.must(server.ask('DELETE', `/api/catalog/keys/${next.keyId}`, { token: company.owner }))
  expect(await company.products('words=4')).toMatchObject({ state: 'failed', trouble: 'no_key' })
  expect(new Set(shop.asked.map(({ fault }) => fault))).toEqual(new Set([undefined]))
})

test('a system that does not know the key refuses, and it is said so', async () => {
  await using shown = await world()
  const { company, shop, key } = shown
  shop.secrets.set(key.keyId, 'another secret')
  expect(await company.products()).toMatchObject({ state: 'failed', trouble: 'unauthorized' })
  expect(shop.asked.map(({ fault }) => fault)).toEqual(['wrong_signature'])
})

test('secrets are kept sealed and told once; settings and log never show them', async () => {
  await using shown = await world()
  const { company, key } = shown
  const settings = await company.read<CatalogSettings>('/catalog/settings', company.owner)
  expect(settings.keys).toEqual([{ keyId: key.keyId, addedAt: expect.any(String) }])
  expect(JSON.stringify(settings)).not.toContain(key.secret)
  const rows = await server.db.company(company.companyId, async ({ q }) => [
    ...(await q.selectFrom('catalog_key').selectAll().execute()),
    ...(await q.selectFrom('security_audit').selectAll().execute()),
  ])
  expect(JSON.stringify(rows)).toContain('catalog_key.added')
  expect(JSON.stringify(rows)).not.toContain(key.secret)
})

test('an address into the network around the server is refused when it is typed', async () => {
  await using shown = await world()
  for (const [providerUrl, trouble] of [
    ['https://169.254.169.254/latest', 'closed_network'],
    ['http://10.0.0.1/', 'closed_network'],
    ['http://shop.example/', 'plain_http'],
    ['https://user:password@shop.example/', 'malformed'],
  ]) {
    const answer = await shown.company.save({ source: 'remote', providerUrl: providerUrl ?? '' })
    if (trouble === 'plain_http') expect(answer.status).toBe(200)
    else {
      expect(answer.status).toBe(422)
      expect(server.problemOf(answer).fields).toMatchObject([
        { path: 'providerUrl', code: `catalog_trouble.${trouble}` },
      ])
    }
  }
})

test('a picture is loaded once by the server, and from then on it is a file that every agent may send', async () => {
  const png = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#abc' } })
    .png()
    .toBuffer()
  await using shown = await world({ picture: png })
  const { company } = shown
  const picture = (productId: string) =>
    company.read<{ file: StoredFile | null }>(`/catalog/picture?productId=${productId}`)
  const [one, two] = await Promise.all([picture('SF-01'), picture('SF-01')])
  expect(one.file?.image).toEqual({ width: 60, height: 40 })
  expect(two).toEqual(one)
  expect(await picture('SF-01')).toEqual(one)
  expect(await picture('LP-02')).toEqual({ file: null })
  expect(await picture('nothing')).toEqual({ file: null })

  const chen = await company.agent('xiaochen', 'agent')
  const urls = await server.ask<unknown[]>('POST', '/api/files/urls', {
    token: chen.token,
    body: { fileIds: [one.file?.fileId] },
  })
  expect(urls.body).toHaveLength(1)
})

test('what is no picture is none', async () => {
  await using shown = await world({ picture: Buffer.from('<script>alert(1)</script>') })
  expect(await shown.company.read('/catalog/picture?productId=SF-01')).toEqual({ file: null })
})

test('a company without a catalog has nothing, and says so', async () => {
  const company = await catalogCompany(server, `catalog${++companies}`)
  const { conversationId } = await company.visitorOn('https://shop.example/p/SF-01.html')
  expect(await company.products()).toMatchObject({ source: 'none', state: 'current', items: [] })
  expect(await company.viewed(conversationId)).toMatchObject({ source: 'none', items: [] })
  expect(await company.orders(conversationId)).toMatchObject({ source: 'none', isIdentified: false })
})
