import { SendBody } from '@youwen/contract'
import { expect, test } from 'vitest'
import { bodyOf, couponSaid, productSaid } from './message.ts'
import { moneyText } from './money.ts'

const sofa = {
  productId: 'SF-01',
  title: '云朵三人沙发',
  text: '可拆洗',
  price: { amount: '4580.00', currency: 'CNY' },
  url: 'https://shop.example/p/SF-01.html',
  isAvailable: true,
  hasPicture: true,
}
const picture = { fileId: 'a', name: 'a', sizeBytes: 1, contentType: 'image/png', image: { width: 1, height: 1 } }

test('a product becomes a card with its price above what is said of it (D3.7)', () => {
  expect(bodyOf(productSaid(sofa, 'zh-CN'), picture)).toEqual({
    type: 'card',
    title: '云朵三人沙发',
    text: '¥4,580\n可拆洗',
    url: 'https://shop.example/p/SF-01.html',
    imageFileId: 'a',
  })
})

test('what has no page is told in words', () => {
  const coupon = { couponId: 'A', title: '立减 100', text: '满 1000 可用', url: null, validUntil: null }
  expect(bodyOf(couponSaid(coupon), null)).toEqual({ type: 'text', text: '立减 100\n满 1000 可用' })
})

test('however long it is, it can be sent', () => {
  const long = { ...sofa, title: '长'.repeat(200), text: '长'.repeat(500) }
  expect(SendBody.safeParse(bodyOf(productSaid(long, 'zh-CN'), null)).success).toBe(true)
  expect(SendBody.safeParse(bodyOf(productSaid({ ...long, url: null }, 'zh-CN'), null)).success).toBe(true)
})

test('amounts are written as people write them', () => {
  expect(moneyText({ amount: '1299.50', currency: 'CNY' }, 'zh-CN')).toBe('¥1,299.50')
  expect(moneyText({ amount: '1299', currency: 'USD' }, 'en-US')).toBe('$1,299')
})
