import type { CatalogKind, Order } from '@youwen/contract'

/** What a column is called: in Chinese, in English, and as other systems export it. The first that fits counts. */
const names = {
  id: ['编号', 'id', '商品编号', '商品id', 'sku', '货号', '优惠券编号', 'product id', 'coupon id'],
  number: ['订单号', 'order number', '订单编号', 'order', 'number'],
  title: ['名称', 'title', '标题', '商品名称', '优惠券名称', 'name', 'product', 'coupon'],
  text: ['说明', 'description', '描述', '使用说明', 'text'],
  price: ['价格', 'price', '售价', '单价'],
  amount: ['金额', 'amount', '订单金额', '实付金额', 'total'],
  currency: ['币种', 'currency'],
  url: ['链接', 'url', '商品链接', '领取链接', 'link', '网址'],
  picture: ['图片', 'picture', '图片链接', '主图', 'image'],
  available: ['有货', 'available', '是否有货', '库存状态', 'in stock'],
  state: ['状态', 'state', '订单状态', 'status'],
  placed: ['下单时间', 'placed at', '时间', 'date', 'created at'],
  phone: ['手机', 'phone', '手机号', '电话', '收货电话', 'mobile'],
  customer: ['客户编号', 'customer id', '会员号', 'customer number'],
  items: ['商品', 'items', '商品明细', 'products'],
  until: ['有效期至', 'valid until', '到期时间', '有效期', 'expires'],
} as const
export type Column = keyof typeof names

/** In the order in which a template has them; the first ones are needed. */
export const columnsOf = {
  product: ['id', 'title', 'price', 'currency', 'url', 'picture', 'text', 'available'],
  order: ['number', 'state', 'placed', 'phone', 'customer', 'amount', 'currency', 'items', 'url'],
  coupon: ['id', 'title', 'text', 'url', 'until'],
} as const satisfies Record<CatalogKind, readonly Column[]>

const needed = {
  product: ['id', 'title'],
  order: ['number', 'state', 'placed'],
  coupon: ['id', 'title'],
} as const satisfies Record<CatalogKind, readonly Column[]>

const plain = (text: string) => text.trim().toLowerCase()

/** Where each column stands, whatever the language and order of the header. Undefined: one that is needed is missing. */
export function findColumns(kind: CatalogKind, header: readonly string[]): Partial<Record<Column, number>> | undefined {
  const found: Partial<Record<Column, number>> = {}
  for (const column of columnsOf[kind]) {
    const called: readonly string[] = names[column]
    const index = header.findIndex((cell) => called.includes(plain(cell)))
    if (index !== -1) found[column] = index
  }
  return needed[kind].every((column) => found[column] !== undefined) ? found : undefined
}

const stateWords: Record<Order['state'], readonly string[]> = {
  unpaid: ['unpaid', '待付款', '未付款', '待支付'],
  paid: ['paid', '已付款', '待发货', '已支付', '备货中'],
  shipped: ['shipped', '已发货', '待收货', '运输中', '配送中'],
  completed: ['completed', '已完成', '交易成功', '已签收', '已收货'],
  cancelled: ['cancelled', '已取消', '交易关闭', '已关闭'],
  refunding: ['refunding', '退款中', '售后中', '退货中'],
  refunded: ['refunded', '已退款', '退款成功'],
}

export function stateOf(cell: string): Order['state'] | undefined {
  const word = plain(cell)
  return (Object.keys(stateWords) as Order['state'][]).find((state) => stateWords[state].includes(word))
}

/** Undefined: neither yes nor no. */
export function yesOrNo(cell: string): boolean | undefined {
  const word = plain(cell)
  if (['', '是', '有', '有货', '在售', 'yes', 'true', '1', 'y', '上架'].includes(word)) return true
  return ['否', '无', '无货', '缺货', '售罄', '下架', 'no', 'false', '0', 'n'].includes(word) ? false : undefined
}
