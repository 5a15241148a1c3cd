import type { CatalogImportPlan, CatalogKind, CatalogSettings, FoundCoupons } from '@youwen/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSheets } from '../../platform/sheet/index.ts'
import { type TestApp, testApp } from '../../testing/app.ts'
import { catalogCompany } from './catalog.testing.ts'

let server: TestApp
beforeAll(async () => {
  server = await testApp()
})
afterAll(() => server[Symbol.asyncDispose]())

const sheets = createSheets()
let companies = 0

async function world() {
  const company = await catalogCompany(server, `import${++companies}`)
  await company.save({ source: 'import' })

  async function sheet(kind: CatalogKind, rows: readonly string[][], mode: 'merge' | 'replace') {
    const bytes = await sheets.write('xlsx', { name: 'a', rows })
    const token = company.owner
    const file = await company.must(
      server.ask<{ fileId: string; uploadUrl: string }>('POST', '/api/files', {
        token,
        body: { name: 'a.xlsx', sizeBytes: bytes.length, purpose: 'sheet' },
      }),
    )
    await fetch(new URL(file.uploadUrl, server.app.localUrl), { method: 'PUT', body: new Uint8Array(bytes) })
    return { kind, sheetFileId: file.fileId, mode }
  }
  const ask = async (path: string, body: object) =>
    server.ask<CatalogImportPlan>('POST', `/api/catalog/${path}`, { token: company.owner, body })
  return {
    ...company,
    preview: async (kind: CatalogKind, rows: readonly string[][], mode: 'merge' | 'replace' = 'merge') =>
      ask('import/preview', await sheet(kind, rows, mode)),
    import: async (kind: CatalogKind, rows: readonly string[][], mode: 'merge' | 'replace' = 'merge') =>
      ask('import', await sheet(kind, rows, mode)),
    counts: async () => (await company.read<CatalogSettings>('/catalog/settings', company.owner)).counts,
  }
}

const products = [
  ['编号', '名称', '价格', '链接', '说明', '有货'],
  ['SF-01', '云朵三人沙发', '¥4,580.00', 'https://www.shop.example/sofa', '可拆洗', '是'],
  ['LP-02', '弧光落地灯', '899', 'https://shop.example/lamp/', '', '缺货'],
]

test('products come out of a spreadsheet after a look at what it does, and are recognised by their pages (D3.7)', async () => {
  const company = await world()
  const { body: plan } = await company.preview('product', products)
  expect(plan).toMatchObject({ rows: 2, added: 2, changed: 0, removed: 0, badCount: 0 })
  expect(plan.sample).toEqual([
    { row: 2, change: 'added', itemId: 'SF-01', title: '云朵三人沙发' },
    { row: 3, change: 'added', itemId: 'LP-02', title: '弧光落地灯' },
  ])
  expect(await company.counts()).toEqual({ product: 0, order: 0, coupon: 0 })

  await company.must(company.import('product', products))
  expect(await company.counts()).toEqual({ product: 2, order: 0, coupon: 0 })
  expect((await company.products('words=沙发')).items).toMatchObject([
    { productId: 'SF-01', price: { amount: '4580.00', currency: 'CNY' }, isAvailable: true },
  ])
  const { conversationId } = await company.visitorOn('http://shop.example/sofa?x=1', 'https://shop.example/lamp')
  await expect
    .poll(async () => (await company.viewed(conversationId)).items.map(({ product }) => product.productId))
    .toEqual(['LP-02', 'SF-01'])
})

test('the same sheet again changes nothing; what it does not name stays, or goes when it replaces all', async () => {
  const company = await world()
  await company.must(company.import('product', products))
  expect((await company.preview('product', products)).body).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
  const onlyLamp = [products[0] ?? [], ['LP-02', '弧光落地灯 II', '999', '', '', '是']]
  expect((await company.preview('product', onlyLamp)).body).toMatchObject({ changed: 1, removed: 0 })
  expect((await company.must(company.import('product', onlyLamp, 'replace'))).removed).toBe(1)
  expect((await company.products()).items.map(({ title }) => title)).toEqual(['弧光落地灯 II'])
})

test('orders and coupons are understood as people write them, and an order is found by the phone on the card', async () => {
  const company = await world()
  await company.must(
    company.import('order', [
      ['订单号', '状态', '下单时间', '手机号', '订单金额', '商品明细', '会员号'],
      ['YZ-1', '已发货', '2026/11/20 10:12', '138-0013-8000', '5,479.00元', '云朵三人沙发；弧光落地灯 x2', 'C-1'],
      ['YZ-2', '待付款', '2026-11-21', '13800138000', '10', '', ''],
      ['YZ-3', '已完成', '2026-11-22', '13900139000', '10', '', ''],
    ]),
  )
  const { visitorId, conversationId } = await company.visitorOn('https://shop.example/')
  await company.phoneOf(visitorId, '13800138000')
  const { items } = await company.orders(conversationId)
  expect(items.map(({ number, state, stateText, placedAt }) => [number, state, stateText, placedAt])).toEqual([
    ['YZ-2', 'unpaid', '待付款', '2026-11-20T16:00:00.000Z'],
    ['YZ-1', 'shipped', '已发货', '2026-11-20T02:12:00.000Z'],
  ])
  expect(items[1]?.items).toEqual([
    { title: '云朵三人沙发', quantity: 1, productId: null },
    { title: '弧光落地灯', quantity: 2, productId: null },
  ])

  await company.must(
    company.import('coupon', [
      ['编号', '名称', '有效期至'],
      ['A', '立减 100', '2026-12-31'],
    ]),
  )
  expect((await company.read<FoundCoupons>('/catalog/coupons?words=立减')).items).toMatchObject([
    { couponId: 'A', validUntil: '2026-12-31T15:59:59.000Z' },
  ])
})

test('one bad row is named with its column, and nothing is imported', async () => {
  const company = await world()
  const rows = [
    products[0] ?? [],
    ['', '没有编号', '1', '', '', ''],
    ['B', '', '1', '', '', ''],
    ['C', '价格', '面议', '', '', ''],
    ['D', '链接', '1', 'javascript:alert(1)', '', ''],
    ['E', '也许', '1', '', '', '也许'],
    ['F', '一', '1', '', '', ''],
    ['F', '二', '1', '', '', ''],
  ]
  const { body } = await company.preview('product', rows)
  expect(body.bad.map(({ row, column, code }) => [row, column, code])).toEqual([
    [2, 'id', 'missing'],
    [3, 'title', 'missing'],
    [4, 'price', 'invalid'],
    [5, 'url', 'invalid'],
    [6, 'available', 'invalid'],
    [8, 'id', 'repeated'],
  ])
  const refused = await company.import('product', rows)
  expect(server.problemOf(refused).code).toBe('catalog.import_bad_rows')
  expect(await company.counts()).toEqual({ product: 0, order: 0, coupon: 0 })

  const order = await company.preview('order', [
    ['订单号', '状态', '下单时间'],
    ['1', '飞走了', '2026-11-31'],
  ])
  expect(order.body.bad.map(({ column, code }) => [column, code])).toEqual([
    ['state', 'invalid'],
    ['placed', 'invalid'],
  ])
  const noHeader = await company.preview('order', [['a', 'b']])
  expect(server.problemOf(noHeader).code).toBe('catalog.no_header_order')
})

test('a long list comes page by page, each product once', async () => {
  const company = await world()
  const rows = Array.from({ length: 45 }, (_, index) => [`P${index}`, `商品 ${index}`])
  await company.must(company.import('product', [['编号', '名称'], ...rows]))
  const seen: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await company.products(cursor && `cursor=${encodeURIComponent(cursor)}`)
    seen.push(...page.items.map(({ productId }) => productId))
    cursor = page.next
  }
  expect(seen).toEqual(rows.map(([id]) => id))
})
