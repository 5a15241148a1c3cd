import { randomUUID } from 'node:crypto'
import type { Site } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { TestApp } from './app.ts'

/** A site of a company, and people who ask something there, without a browser. */
export async function testSite({ app, ask }: Pick<TestApp, 'app' | 'ask'>, companyId: string, owner: string) {
  const { body: site } = await ask<Site>('POST', '/api/sites', {
    token: owner,
    body: { name: '官网', allowedDomains: [] },
  })
  return {
    siteId: site.siteId,
    async visitor() {
      const visit = await app.visitors.startVisit({
        connectionId: randomUUID(),
        companyId,
        siteId: site.siteId,
        styleId: uuidv7(),
        token: undefined,
        page: undefined,
        device: undefined,
        ip: '203.0.113.7',
        userAgent: 'test',
      })
      const opener = {
        companyId,
        visitorId: visit.visitorId,
        visitId: visit.visitId,
        siteId: site.siteId,
        styleId: null,
      }
      return {
        visitorId: visit.visitorId,
        headers: { authorization: `Visitor ${visit.token}` },
        async says(text: string) {
          const said = { id: uuidv7(), body: { type: 'text' as const, text } }
          return (await app.conversations.visitorSays(opener, null, said)).conversationId
        },
      }
    },
  }
}
