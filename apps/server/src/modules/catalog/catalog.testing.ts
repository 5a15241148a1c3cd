import type {
  CatalogSettings,
  FoundOrders,
  FoundProducts,
  FoundViewed,
  PageProduct,
  SaveCatalogSettings,
} from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import { expect } from 'vitest'
import type { Answer, TestApp } from '../../testing/app.ts'

const nothing: SaveCatalogSettings = { source: 'none', providerUrl: '', customerFieldId: null, rules: [] }

/** A company whose owner sets up a catalog, and an agent who looks at it. */
export async function catalogCompany(server: TestApp, code: string) {
  const company = await server.company(code)
  const { companyId, owner } = company
  const lin = await company.agent('xiaolin', 'agent')
  const { siteId } = await server.app.company.addSite(companyId, { name: '官网', allowedDomains: [] })
  const must = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const read = <T>(path: string, token = lin.token) => must(server.ask<T>('GET', `/api${path}`, { token }))

  return {
    ...company,
    lin,
    siteId,
    must,
    read,
    save: (settings: Partial<SaveCatalogSettings>, token = owner) =>
      server.ask<CatalogSettings>('PUT', '/api/catalog/settings', { token, body: { ...nothing, ...settings } }),
    addKey: () => must(server.ask<{ keyId: string; secret: string }>('POST', '/api/catalog/keys', { token: owner })),
    products: (query = '') => read<FoundProducts>(`/catalog/products?${query}`),
    viewed: (conversationId: string, query = '') =>
      read<FoundViewed>(`/conversations/${conversationId}/catalog?${query}`),
    orders: (conversationId: string, query = '') =>
      read<FoundOrders>(`/conversations/${conversationId}/catalog/orders?${query}`),

    /** Somebody who asks while he is on a page; his conversation is the agent's. */
    async visitorOn(...urls: readonly string[]) {
      const connectionId = uuidv7()
      const [first = '', ...others] = urls
      const { visitorId, visitId } = await server.app.visitors.startVisit({
        connectionId,
        companyId,
        siteId,
        styleId: null,
        page: { url: first, title: '', referrer: '' },
        ip: '203.0.113.7',
        userAgent: '',
      })
      for (const url of others) await server.app.visitors.pageOpened(connectionId, { url, title: '', referrer: '' })
      const opener = { companyId, siteId, styleId: null, visitorId, visitId }
      const said = { id: uuidv7(), body: { type: 'text' as const, text: '在吗' } }
      const { conversationId } = await server.app.conversations.visitorSays(opener, null, said)
      await must(server.ask('POST', `/api/conversations/${conversationId}/accept`, { token: lin.token }))
      const last = others.at(-1) ?? first
      return {
        visitorId,
        conversationId,
        /** The page on his screen says what it sells. */
        describe: (product: PageProduct) => server.app.visitors.pageDescribed(connectionId, last, product),
      }
    },
    async phoneOf(visitorId: string, phone: string) {
      const fields = await read<{ fieldId: string; builtIn: string | null }[]>('/card/form')
      const fieldId = fields.find(({ builtIn }) => builtIn === 'phone')?.fieldId
      const changes = [{ fieldId, was: null, value: phone }]
      await must(server.ask('PUT', `/api/visitors/${visitorId}/card`, { token: lin.token, body: { changes } }))
    },
  }
}
