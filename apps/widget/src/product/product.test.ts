import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { productAnnounced } from './data-layer.ts'
import { productDescribed } from './json-ld.ts'
import { productMarked } from './marked.ts'

const url = 'https://shop.example/p/SF-01.html?from=ad'
const sofa = { id: 'SF-01', name: '云朵三人沙发', price: '4580.00', currency: 'CNY' }
const described = (...things: unknown[]) =>
  productDescribed(
    things.map((thing) => JSON.stringify(thing)),
    url,
  )
const product = (more: object = {}) => ({
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'SF-01',
  name: '云朵三人沙发',
  offers: { '@type': 'Offer', price: '4580.00', priceCurrency: 'CNY' },
  ...more,
})

describe('a page that describes a product to search engines (D3.7)', () => {
  it.each([
    ['alone', product()],
    ['in a graph', { '@context': 'https://schema.org', '@graph': [{ '@type': 'BreadcrumbList' }, product()] }],
    ['as its main subject', { '@type': 'ItemPage', mainEntity: product() }],
    [
      'with several types and offers',
      product({ '@type': ['Product', 'Thing'], offers: [{ price: 4580, priceCurrency: 'CNY' }] }),
    ],
    ['with a full type', product({ '@type': 'http://schema.org/Product' })],
    [
      'with a range of offers',
      product({ offers: { '@type': 'AggregateOffer', lowPrice: 4580, priceCurrency: 'CNY' } }),
    ],
    ['with offers in offers', product({ offers: { offers: [{ price: '4,580', priceCurrency: 'CNY' }] } })],
    [
      'with a price of its own kind',
      product({ offers: { priceSpecification: { price: '4580', priceCurrency: 'CNY' } } }),
    ],
    ['as a group of variants', product({ '@type': 'ProductGroup', sku: undefined, productGroupID: 'SF-01' })],
  ])('is understood %s', (_, thing) => {
    expect(described(thing)).toMatchObject({ id: 'SF-01', name: sofa.name, currency: 'CNY' })
    expect(Number(described(thing)?.price)).toBe(4580)
  })

  it('is a list where it describes several, unless one of them is this page', () => {
    const other = product({ sku: 'LP-02', url: 'https://shop.example/p/LP-02.html' })
    expect(described(product(), other)).toBeUndefined()
    expect(described(other, product({ url: '/p/SF-01.html' }))).toMatchObject({ id: 'SF-01' })
    expect(described({ '@type': 'ItemList', itemListElement: [{ item: product() }] })).toBeUndefined()
  })

  it('says nothing where it cannot be read, or is too much', () => {
    expect(productDescribed(['{', 'null', '[]', JSON.stringify({ '@type': 'Product' })], url)).toBeUndefined()
    expect(described(product({ description: 'x'.repeat(400_000) }))).toBeUndefined()
  })
})

describe('a page that announces a product to its analytics (D3.7)', () => {
  const item = { item_id: 'SF-01', item_name: '云朵三人沙发', price: 4580 }
  const view = { event: 'view_item', ecommerce: { currency: 'CNY', items: [item] } }

  it.each([
    ['by its data layer', view],
    ['by gtag', { 0: 'event', 1: 'view_item', 2: { currency: 'CNY', items: [item] } }],
    [
      'in the older way',
      {
        ecommerce: {
          currencyCode: 'CNY',
          detail: { products: [{ id: 'SF-01', name: item.item_name, price: '4580.00' }] },
        },
      },
    ],
  ])('is understood %s, and the last one counts', (_, entry) => {
    const older = { event: 'view_item', ecommerce: { items: [{ item_id: 'LP-02' }] } }
    const said = productAnnounced([older, entry, { event: 'scroll' }, null], {})
    expect(said).toMatchObject({ id: 'SF-01', name: item.item_name, currency: 'CNY' })
    expect(Number(said?.price)).toBe(4580)
  })

  it('is not the page before it', () => {
    const last = { event: 'gtm.load' }
    expect(productAnnounced([view, last, { event: 'page_view' }], last)).toBeUndefined()
    expect(productAnnounced([view, last, view], last)).toMatchObject({ id: 'SF-01' })
  })
})

it('what its developer wrote for us is a number or more, and can be none (D3.7)', () => {
  expect(productMarked('SF-01')).toEqual({ id: 'SF-01', name: '', price: '', currency: '' })
  expect(productMarked('100234')).toMatchObject({ id: '100234' })
  expect(productMarked(JSON.stringify(sofa))).toEqual(sofa)
  expect(productMarked('')).toBeNull()
  expect(productMarked('{}')).toBeNull()
})

it('a price is a decimal number, however it is written, or none', () => {
  const priceOf = (price: unknown) => productMarked(JSON.stringify({ id: 'a', price }))?.price
  expect(['¥1,299.00', '1 299.5', 'CNY 1299', 19.9, 0, '1.299,00', 'free', '1e21', '-', null].map(priceOf)).toEqual([
    '1299.00',
    '1299.5',
    '1299',
    '19.9',
    '0',
    '',
    '',
    '',
    '',
    '',
  ])
})

it('whatever a page says, something short or nothing comes of it', () => {
  const isShort = (said: ReturnType<typeof productMarked> | undefined) =>
    !said || (said.id.length <= 100 && said.name.length <= 200 && said.price.length <= 20 && said.currency.length <= 10)
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const named = { '@type': 'Product', sku: value, name: value, offers: value }
      return [
        described(value),
        described(named),
        productAnnounced([value, { event: 'view_item', ecommerce: value }], {}),
        productAnnounced([{ event: 'view_item', ecommerce: { items: [value] } }], {}),
        productMarked(JSON.stringify(value)),
      ].every(isShort)
    }),
  )
})
