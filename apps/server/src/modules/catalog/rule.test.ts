import { pageOf, productFinder, readRule } from '@youwen/contract/catalog-rule'
import { expect, test } from 'vitest'

const find = (address: string, ...rules: string[]) => productFinder(rules)(new URL(address))

test.each([
  ['https://shop.example.com/p/123', '/p/{id}', '123'],
  ['https://shop.example.com/p/123/', '/p/{id}', '123'],
  ['https://shop.example.com/p/123.html?from=ad#top', '/p/{id}.html', '123'],
  ['https://shop.example.com/item-9-sofa', '/item-{id}-sofa', '9'],
  ['https://shop.example.com/zh/goods/7', '/*/goods/{id}', '7'],
  ['https://shop.example.com/detail?x=1&sku=A-7', '/detail?sku={id}', 'A-7'],
  ['https://shop.example.com/detail?kind=p&sku=A', '/detail?kind=p&sku={id}', 'A'],
  ['https://shop.example.com/detail?sku=a%20b', '/detail?sku={id}', 'a b'],
  ['https://www.shop.example.com/p/1', 'shop.example.com/p/{id}', '1'],
  ['http://shop.example.com:8080/p/1', 'https://SHOP.example.com:8080/p/{id}', '1'],
  ['https://shop.example.com/商品/沙发', '/商品/{id}', '沙发'],
  ['https://shop.example.com/p/%ZZ', '/p/{id}', '%ZZ'],
])('%s by %s shows product %s (D3.7)', (address, rule, id) => {
  expect(find(address, rule)).toBe(id)
})

test.each([
  ['https://shop.example.com/p', '/p/{id}'],
  ['https://shop.example.com/p/1/reviews', '/p/{id}'],
  ['https://shop.example.com/p/.html', '/p/{id}.html'],
  ['https://other.example.com/p/1', 'shop.example.com/p/{id}'],
  ['https://shop.example.com.evil.example/p/1', 'shop.example.com/p/{id}'],
  ['https://shop.example.com/detail?kind=x&sku=A', '/detail?kind=p&sku={id}'],
  ['https://shop.example.com/detail', '/detail?sku={id}'],
  [`https://shop.example.com/p/${'9'.repeat(101)}`, '/p/{id}'],
])('%s by %s shows none', (address, rule) => {
  expect(find(address, rule)).toBeUndefined()
})

test('the first rule that fits counts', () => {
  expect(find('https://shop.example.com/p/1', '/x/{id}', '/*/{id}', '/p/{id}')).toBe('1')
})

test.each(['', '/p/1', '/p/{id}/{id}', 'a b/{id}', '{id}.example.com/p', '*.example.com/{id}', '/p/{id}#x'])(
  '“%s” is no rule',
  (text) => {
    expect(readRule(text)).toBeUndefined()
  },
)

test('a page is the same page with and without www., scheme, slash and questions', () => {
  const forms = ['https://www.a.example/p/1/', 'http://a.example/p/1?x=2', 'https://A.example/p/1#y']
  expect(new Set(forms.map((form) => pageOf(new URL(form))))).toEqual(new Set(['a.example/p/1']))
})

test('an address made to take long does not', () => {
  const long = new URL(`https://shop.example.com/${'a/'.repeat(1_000)}?${'a=a&'.repeat(1_000)}`)
  const rules = Array.from({ length: 50 }, (_, index) =>
    `/${'*/'.repeat(100)}${index}{id}?a={id}`.replace('?a={id}', ''),
  )
  const begunAt = performance.now()
  for (let times = 0; times < 500; times++) productFinder(rules)(long)
  expect(performance.now() - begunAt).toBeLessThan(5_000)
})
