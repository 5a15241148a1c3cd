import { join, resolve } from 'node:path'
import { SiteKey } from '@youwen/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type CompanyDirectory, framersOf } from './modules/company/index.ts'
import { notFound } from './platform/errors.ts'
import { cardPolicy, chatPolicy, createPage, pageOrigins, serveWebApp } from './platform/http/index.ts'

export interface WebOptions {
  readonly publicUrl: URL
  readonly filesOrigin?: string | undefined
  readonly directory: Pick<CompanyDirectory, 'siteByKey'>
  /** Where the apps are, each with its `dist`. */
  readonly folder?: string
}

/**
 * The built web apps: the console at `/`, the widget at `/w.js` and `/chat/…`, cards of appointments at `/appointment/…`.
 * One that is not built is not there.
 */
export function serveWeb(server: FastifyInstance, options: WebOptions): void {
  const { folder = resolve(import.meta.dirname, '../..') } = options
  serveConsole(server, join(folder, 'console/dist'))
  serveWidget(server, join(folder, 'widget/dist'), options)
  serveCards(server, join(folder, 'widget/dist/appointment'))
}

/** Addresses that are no pages of the console, so that a wrong one answers a problem and no page. */
const notPages = /^\/(api|realtime|files|chat|appointment|demo|docs|assets)(\/|$)/

function serveConsole(server: FastifyInstance, root: string): void {
  serveWebApp(server, { root, prefix: '/' })
  const page = createPage(join(root, 'index.html'))
  server.setNotFoundHandler(async (request, reply) => {
    const isPage =
      /^(GET|HEAD)$/.test(request.method) && !notPages.test(request.url) && wantsPage(request.headers.accept)
    if (!isPage) throw notFound('route')
    return sendPage(reply, await page())
  })
  server.get('/', async (_request, reply) => sendPage(reply, await page()))
}

function serveWidget(server: FastifyInstance, root: string, options: WebOptions): void {
  serveWebApp(server, { root: join(root, 'chat/assets'), prefix: '/chat/assets/' })
  const chat = createPage(join(root, 'chat/index.html'))

  // In a stranger's page: anybody may load them, and a release is everywhere within five minutes.
  for (const name of ['w.js', 'w-panel.js', 'w-invite.js', 'w-product.js']) {
    const script = createPage(join(root, name))
    server.get(`/${name}`, async (_request, reply) => {
      const code = await script()
      if (code === undefined) throw notFound('route')
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'public, max-age=300')
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(code)
    })
  }

  const worker = createPage(join(root, 'chat/push-worker.js'))
  server.get('/chat/push-worker.js', async (_request, reply) => {
    const code = await worker()
    if (code === undefined) throw notFound('route')
    return reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(code)
  })

  const openChat = async (siteKey: string, host: string, reply: FastifyReply) => {
    const known = SiteKey.safeParse(siteKey).success ? await options.directory.siteByKey(siteKey) : undefined
    if (!known) throw notFound('site')
    const { allowedDomains } = known.site
    const framers = allowedDomains.length > 0 ? ["'self'", ...framersOf(allowedDomains)] : []
    reply.header(
      'content-security-policy',
      chatPolicy(pageOrigins(options.publicUrl, host, options.filesOrigin), framers),
    )
    // In a frame of another site the page is nobody's opener; the policies that keep pages apart would keep it out.
    reply.header('cross-origin-opener-policy', 'unsafe-none').header('cross-origin-resource-policy', 'cross-origin')
    return sendPage(reply, await chat())
  }
  server.get<{ Params: { siteKey: string } }>('/chat/:siteKey', (request, reply) =>
    openChat(request.params.siteKey, request.host, reply),
  )
  server.get<{ Params: { siteKey: string } }>('/chat/:siteKey/:styleId', (request, reply) =>
    openChat(request.params.siteKey, request.host, reply),
  )
}

/** The page asks for what its address leads to: one that leads nowhere is answered by the same page, which says so. */
function serveCards(server: FastifyInstance, root: string): void {
  serveWebApp(server, { root: join(root, 'assets'), prefix: '/appointment/assets/' })
  const page = createPage(join(root, 'index.html'))
  server.get('/appointment/:token', async (_request, reply) => {
    reply
      .header('content-security-policy', cardPolicy())
      // Who has the address sees the card: no link on it may hand it on, and no search engine may keep it.
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex, nofollow')
    return sendPage(reply, await page())
  })
}

const wantsPage = (accept: string | undefined) => accept === undefined || /text\/html|\*\/\*/.test(accept)

const sendPage = (reply: FastifyReply, page: string | undefined) =>
  reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(page ?? unbuilt)

const unbuilt =
  '<!doctype html><meta charset="utf-8"><title>Youwen</title>' +
  '<p>The web apps are not built yet: run <code>npm start</code>, which builds them. 网页尚未构建，请运行 npm start。</p>'
