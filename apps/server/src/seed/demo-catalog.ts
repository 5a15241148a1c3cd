import { readFile } from 'node:fs/promises'
import type { CatalogKind } from '@youwen/contract'
import type { Parts } from '../app.ts'
import type { AgentCaller } from '../platform/http/index.ts'

const assets = new URL('../../../demo/assets/', import.meta.url)

/** What the shop sells, by the names of its pages; and what somebody with this phone has ordered. */
const sheets: Readonly<Record<CatalogKind, (shop: (path: string) => string) => string[][]>> = {
  product: (shop) => [
    ['编号', '名称', '价格', '说明', '链接', '图片'],
    ...[
      ['sofa', '云憩三人沙发', '6980', '整块榉木框架，可拆洗亚麻，含送装'],
      ['lamp', '小舟纸灯', '568', '手工楮皮纸，两档暖光'],
      ['table', '渡口橡木餐桌', '4280', '1.6 米坐六人，榫卯结构，含送装'],
    ].map((row) => [...row, shop(`${row[0]}`), shop(`assets/${row[0]}.jpg`)]),
  ],
  order: () => [
    ['订单号', '状态', '下单时间', '手机', '金额', '商品'],
    ['YZ20261120001', '已发货', '2026-11-20 10:12', '13800138000', '7548', '云憩三人沙发；小舟纸灯'],
    ['YZ20260601007', '已完成', '2026-06-01 15:40', '13800138000', '4280', '渡口橡木餐桌'],
  ],
  coupon: (shop) => [
    ['编号', '名称', '说明', '链接', '有效期至'],
    ['NEW100', '新客立减 100 元', '满 1000 元可用，结算时输入 NEW100', shop(''), '2027-12-31'],
    ['DELIVERY', '免费送装一次', '出示给送装师傅即可', '', '2027-06-30'],
  ],
}

/** A small catalog, imported as a company would import it, with the pictures of the demo shop. */
export async function makeDemoCatalog(
  { catalog }: Pick<Parts, 'catalog'>,
  { companyId, agentId, shopUrl }: { companyId: string; agentId: string; shopUrl: string },
): Promise<void> {
  const shop = (path: string) => new URL(`/demo/${path}`, shopUrl).href
  await catalog.settings.save(companyId, {
    source: 'import',
    providerUrl: '',
    customerFieldId: null,
    rules: [{ siteId: null, pattern: '/demo/en/{id}' }],
  })
  for (const kind of ['product', 'order', 'coupon'] as const) {
    const rows = sheets[kind](shop).map((cells, index) => ({ number: index + 1, cells }))
    await catalog.exchange.importRows(companyId, { kind, mode: 'replace' }, rows)
  }
  const owner: AgentCaller = {
    kind: 'agent',
    companyId,
    agentId,
    sessionId: '',
    name: '',
    permissions: new Set(),
    dataScope: 'all',
    isOwner: true,
    mustChangePassword: false,
  }
  for (const name of ['sofa', 'lamp', 'table']) {
    const picture = await readFile(new URL(`${name}.jpg`, assets))
    await catalog.pictures.give(owner, shop(`assets/${name}.jpg`), picture)
  }
}
