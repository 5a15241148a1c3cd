import type { Coupon, Product } from '@youwen/contract'
import type { Ask } from './canary-ask.ts'
import { at, inOneLine, textsUpTo } from './canary-texts.ts'
import type { Tour } from './canary-tour.ts'
import { eventually } from './people.ts'

export interface CatalogTexts {
  readonly products: readonly Product[]
  readonly coupons: readonly Coupon[]
}

const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
const csv = (rows: readonly (readonly string[])[]) => rows.map((cells) => cells.map(quoted).join(',')).join('\r\n')
/** Of a cell that holds nothing after trimming nothing can be imported. */
const some = (text: string) => (text.trim() === '' ? 'x' : text)

const productRows = () => [
  ['id', 'title', 'description', 'price'],
  ...textsUpTo(90).map((text, index) => [
    some(`${index} ${text}`),
    some(at(textsUpTo(200), index + 3)),
    at(textsUpTo(500), index + 5),
    '12',
  ]),
]
const couponRows = () => [
  ['id', 'title', 'description'],
  ...textsUpTo(200)
    .slice(0, 40)
    .map((text, index) => [`C${index}`, some(text), at(textsUpTo(500), index + 9)]),
]

/** All of the texts are names, numbers and descriptions of products and coupons, brought in by spreadsheets. */
export async function writeCatalog(url: string, ask: Ask): Promise<CatalogTexts> {
  for (const [kind, rows] of [
    ['product', productRows()],
    ['coupon', couponRows()],
  ] as const) {
    const bytes = Buffer.from(csv(rows))
    const { fileId, uploadUrl } = await ask<{ fileId: string; uploadUrl: string }>('file.begin', {
      name: 'a.csv',
      sizeBytes: bytes.length,
      purpose: 'sheet',
    })
    await fetch(new URL(uploadUrl, url), { method: 'PUT', body: new Uint8Array(bytes) })
    await ask('catalog.import', { kind, sheetFileId: fileId, mode: 'replace' })
  }
  const [products, coupons] = [
    await ask<{ items: Product[] }>('catalog.products', {}),
    await ask<{ items: Coupon[] }>('catalog.coupons', {}),
  ]
  return { products: products.items, coupons: coupons.items }
}

/** From an open conversation. */
export async function useCatalog({ page, isOnlyText }: Tour, { products, coupons }: CatalogTexts) {
  await page.getByRole('tab', { name: '商品', exact: true }).click()
  await page.getByRole('region', { name: '优惠券' }).waitFor()
  await page.getByText('来自页面').first().waitFor()
  await isOnlyText(coupons.map(({ title }) => title))
  const search = page.locator('aside').getByLabel('搜索商品')
  const words = inOneLine(`无此词 ${at(textsUpTo(80), 12)}`).trim()
  await search.fill(words)
  await isOnlyText([`没有与「${words}」有关的商品`])
  await search.fill('')

  await page.getByRole('button', { name: '发送商品' }).click()
  await eventually(() => page.getByRole('tooltip').getByRole('article').count()).toBe(products.length)
  await isOnlyText(products.flatMap(({ title, productId }) => [title, productId]))
  await page.getByRole('tooltip').getByRole('button', { name: /^发送/ }).nth(4).click()
  await isOnlyText()
}

export async function lookAtImport({ page, follow, isOnlyText, dialog, closeDialog }: Tour) {
  await follow('/settings/catalog')
  await isOnlyText()
  await page.getByRole('button', { name: '导入商品' }).click()
  const choose = (text: string, name: string) =>
    dialog()
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  const rows = productRows().slice(0, 60)
  await choose(csv(rows.map((row, index) => (index === 0 ? row : [...row.slice(0, 3), 'no price']))), '<b>a.csv')
  await dialog().getByText('写法不正确').first().waitFor()
  await isOnlyText()
  await dialog().getByRole('button', { name: '换一个文件' }).click()
  await choose(csv(rows.map((row, index) => (index === 0 ? row : [...row.slice(0, 3), '13']))), '<i>b.csv')
  await dialog().getByText('将会这样改').waitFor()
  await isOnlyText()
  await closeDialog()
}
