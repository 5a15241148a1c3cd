import { sql } from 'kysely'
import type { Rig } from '../rig/load.ts'
import { connect, type Line } from './line.ts'

/** How many are on the sites and stay where they are, and how many open a page every second. */
export const hereAlready = 10_000
export const movesPerSecond = 200

/** A crowd on the sites, a part of which moves on and on until it is disposed of. */
export async function startBrowsing(rig: Rig): Promise<AsyncDisposable> {
  const { companyId, siteKey } = rig.company
  await rig.database.db.all(async ({ q }) => {
    await sql`insert into visitor (company_id, visitor_id, site_id)
      select ${companyId}, gen_random_uuid(), site_id from company_site, generate_series(1, ${hereAlready})
      where company_id = ${companyId}`.execute(q)
    await sql`insert into visitor_visit (company_id, visit_id, visitor_id, site_id, source_kind, ip, terminal, node_ids)
      select company_id, gen_random_uuid(), visitor_id, site_id, 'direct', '203.0.113.7', 'desktop', '{}' from visitor
      where company_id = ${companyId}`.execute(q)
  })
  const pages: Line[] = []
  for (let n = 0; n < movesPerSecond; n++) {
    const page = { url: 'https://shop.example/', title: '首页', referrer: '' }
    pages.push(await connect(rig, 'visitor', { site: siteKey, role: 'page', page }))
  }
  let turn = 0
  const turning = setInterval(() => {
    turn++
    for (const [n, page] of pages.entries()) {
      const next = { url: `https://shop.example/product/${turn}`, title: `商品 ${turn}`, referrer: '' }
      setTimeout(() => page.say({ type: 'page', page: next }), (n * 1_000) / movesPerSecond)
    }
  }, 1_000)
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(turning)
      for (const page of pages) page.close()
    },
  }
}
