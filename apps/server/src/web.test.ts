import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer } from './platform/http/index.ts'
import { createLog } from './platform/log/index.ts'
import { serveWeb } from './web.ts'

const key = 'yunzhou.aaaaaaaaaaaa'

/** A server with apps as builds write them. */
async function newWeb() {
  const folder = mkdtempSync(join(tmpdir(), 'youwen-web-'))
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  write('console/dist/index.html', '<p>console</p>')
  write('console/dist/sw.js', 'worker')
  write('console/dist/assets/app-1a2b.js', 'code')
  write('console/dist/.secret', 'secret')
  write('widget/dist/w.js', 'loader')
  write('widget/dist/chat/index.html', '<p>chat</p>')
  write('widget/dist/chat/assets/chat-3c4d.js', 'chat code')
  write('widget/dist/appointment/index.html', '<p>card</p>')
  write('widget/dist/appointment/assets/appointment-5e6f.js', 'card code')
  const publicUrl = new URL('https://kefu.example.com')
  const server = createHttpServer({ publicUrl, trustProxy: [], log: createLog('silent') })
  serveWeb(server, {
    publicUrl,
    folder,
    directory: {
      siteByKey: async (asked) =>
        asked === key
          ? {
              companyId: '',
              styles: [],
              site: { siteId: '', key, name: '', allowedDomains: ['shop.example.com'], createdAt: '' },
            }
          : undefined,
    },
  })
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    folder,
    write,
    get: (url: string, accept = 'text/html,*/*') =>
      server.inject({ url, headers: { accept, host: 'kefu.example.com' } }),
  }
}

test('every address of the console is its page, never kept; its hashed files are kept for good', async () => {
  const { get } = await newWeb()
  for (const url of ['/', '/desk', '/settings/agents']) {
    const { statusCode, body, headers } = await get(url)
    expect([statusCode, body, headers['cache-control']], url).toEqual([200, '<p>console</p>', 'no-store'])
  }
  expect((await get('/assets/app-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect((await get('/sw.js')).headers['cache-control']).toBe('no-cache')
})

test.each(['/assets/gone-9.js', '/api/nothing', '/files/x', '/docs/nothing', '/.secret', '/../server/package.json'])(
  '%s is no page',
  async (url) => {
    const { get } = await newWeb()
    const { statusCode, body } = await get(url, url.startsWith('/.') ? 'application/json' : '*/*')
    expect(statusCode).toBe(404)
    expect(body).not.toMatch(/secret"|<p>/)
  },
)

test('strangers may load the script for five minutes', async () => {
  const { get } = await newWeb()
  const { body, headers } = await get('/w.js')
  expect(body).toBe('loader')
  expect(headers).toMatchObject({
    'cache-control': 'public, max-age=300',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
  })
})

test('the chat page is there for a known site, and may be framed by its pages only', async () => {
  const { get } = await newWeb()
  for (const url of [`/chat/${key}?frame=1`, `/chat/${key}/01a20326-12cc-75a7-a64f-36890b02bacb`]) {
    const { body, headers } = await get(url)
    expect(body).toBe('<p>chat</p>')
    expect(headers['content-security-policy']).toContain(
      "frame-ancestors 'self' https://shop.example.com http://shop.example.com",
    )
    expect(headers['content-security-policy']).toContain("connect-src 'self' wss://kefu.example.com;")
    expect(headers['x-frame-options']).toBeUndefined()
  }
  expect((await get('/chat/yunzhou.bbbbbbbbbbbb')).statusCode).toBe(404)
  expect((await get('/chat/assets/chat-3c4d.js')).body).toBe('chat code')
})

test('the card of an appointment is a page that loads from here only, is framed by nobody, and hands its address to nobody', async () => {
  const { get } = await newWeb()
  for (const url of ['/appointment/AAAAAAAAAAAAAAAAAAAAAA', '/appointment/cut-off?from=sms']) {
    const { statusCode, body, headers } = await get(url)
    expect([statusCode, body, headers['cache-control']], url).toEqual([200, '<p>card</p>', 'no-store'])
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src blob: data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' })
  }
  expect((await get('/appointment/assets/appointment-5e6f.js')).body).toBe('card code')
  expect((await get('/appointment/assets/gone-1.js')).statusCode).toBe(404)
})

test('a page that was built again is served from then on', async () => {
  const { folder, write, get } = await newWeb()
  await get('/desk')
  write('console/dist/index.html', '<p>newer</p>')
  utimesSync(join(folder, 'console/dist/index.html'), new Date(), new Date(Date.now() + 5_000))
  expect((await get('/desk')).body).toBe('<p>newer</p>')
})
