/** A small furniture shop: what the example answers. */

interface Goods {
  readonly products: object[]
  /** With the phone or the customer number that each belongs to. */
  readonly orders: { readonly of: { readonly phone?: string; readonly customerId?: string }; readonly order: object }[]
  readonly coupons: object[]
}

const price = (amount: string) => ({ amount, currency: 'CNY' })

export const goodsOf = (shopUrl: string): Goods => ({
  products: [
    {
      productId: 'SF-01',
      title: '云朵三人沙发',
      text: '2.1 米 · 科技布 · 可拆洗',
      price: price('4580.00'),
      url: `${shopUrl}/p/SF-01.html`,
      pictureUrl: `${shopUrl}/pictures/SF-01.png`,
    },
    {
      productId: 'LP-02',
      title: '弧光落地灯',
      text: '暖光三档 · 可调高度',
      price: price('899.00'),
      url: `${shopUrl}/p/LP-02.html`,
    },
    {
      productId: 'TB-03',
      title: '白蜡木餐桌',
      text: '1.6 米 · 四至六人',
      price: price('3299.00'),
      url: `${shopUrl}/p/TB-03.html`,
      isAvailable: false,
    },
  ],
  orders: [
    {
      of: { phone: '+8613800138000', customerId: 'C-1001' },
      order: {
        orderId: '9001',
        number: 'YZ20261120001',
        state: 'shipped',
        stateText: '运输中',
        amount: price('5479.00'),
        placedAt: '2026-11-20T10:12:00+08:00',
        items: [
          { title: '云朵三人沙发', quantity: 1, productId: 'SF-01' },
          { title: '弧光落地灯', quantity: 1, productId: 'LP-02' },
        ],
      },
    },
    {
      of: { phone: '+8613800138000' },
      order: {
        orderId: '8007',
        number: 'YZ20260601007',
        state: 'completed',
        amount: price('3299.00'),
        placedAt: '2026-06-01T09:00:00+08:00',
        items: [{ title: '白蜡木餐桌', quantity: 1, productId: 'TB-03' }],
      },
    },
  ],
  coupons: [
    {
      couponId: 'NEW100',
      title: '新客立减 100 元',
      text: '满 1000 元可用，结算时输入 NEW100',
      validUntil: '2026-12-31T23:59:59+08:00',
    },
  ],
})
