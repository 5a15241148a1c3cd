import fastify from 'fastify'
import { expect, it } from 'vitest'
import { serveDemo } from './demo.ts'

const siteKey = 'demo.abcdefghijkl'

async function shop() {
  const server = fastify()
  await serveDemo(server, { siteKey })
  return server
}

it.each(
  ['', 'sofa', 'lamp', 'table', 'about'].flatMap((page) => [
    [`/demo/${page}`, 'zh-CN', `/demo/en/${page}`],
    [`/demo/en/${page}`, 'en', `/demo/${page}`],
  ]),
)('%s carries the snippet, is in %s and leads to the other language', async (url, language, other) => {
  await using server = await shop()
  const { statusCode, body } = await server.inject(url)
  expect(statusCode).toBe(200)
  expect(body).toContain(`<script async src="/w.js" data-site="${siteKey}"></script>`)
  expect(body).toContain(`<html lang="${language}">`)
  expect(body).toContain(`href="${other}"`)
  expect(body).not.toMatch(/__[A-Z_]+__/)
})

it('links to nothing that is not there, and loads nothing from elsewhere', async () => {
  await using server = await shop()
  for (const start of ['/demo/', '/demo/en/about', '/demo/table']) {
    const { body } = await server.inject(start)
    for (const [, address = ''] of body.matchAll(/(?:href|src)="([^"#]+)"/g)) {
      if (address.startsWith('data:') || address === '/w.js' || address === `/chat/${siteKey}`) continue
      expect(address).toMatch(/^\/demo\//)
      expect((await server.inject(address)).statusCode, address).toBe(200)
    }
  }
})
