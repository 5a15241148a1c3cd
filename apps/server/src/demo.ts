import { readdir, readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'

const folder = new URL('../../demo/', import.meta.url)
/** The first language is at `/demo/`, the others below their name. */
const languages = ['zh', 'en'] as const
type Language = (typeof languages)[number]
const homeOf = (language: Language) => (language === 'zh' ? '/demo/' : `/demo/${language}/`)

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  jpg: 'image/jpeg',
  svg: 'image/svg+xml; charset=utf-8',
}

/**
 * A page's file has its title and description on the first two lines and the content below; the layout has the rest.
 * The site key is only letters, digits, a dot and hyphens, so it stands in the HTML as it is.
 */
function compose(layout: string, content: string, page: string, language: Language, siteKey: string): string {
  const head = (name: string) => new RegExp(`<!-- ${name}: (.*) -->`).exec(content)?.[1] ?? ''
  const other = language === 'zh' ? 'en' : 'zh'
  const slots: Readonly<Record<string, string>> = {
    __TITLE__: head('title'),
    __DESCRIPTION__: head('description'),
    __MAIN__: content.replace(/^(<!--.*-->\n)+/, ''),
    __HOME__: homeOf(language),
    __OTHER__: homeOf(other) + (page === 'index' ? '' : page),
  }
  return layout
    .replace(/__[A-Z]+__/g, (slot) => slots[slot] ?? slot)
    .replaceAll('__SITE_KEY__', siteKey)
    .replace(`data-page="${page}"`, 'aria-current="page"')
}

/** The company whose widget the demo shop carries. */
export const demoCompanyCode = 'demo'

/** The demo shop at `/demo/`: what a customer's website looks like that carries our snippet. */
export async function serveDemo(server: FastifyInstance, { siteKey }: { siteKey: string }): Promise<void> {
  for (const language of languages) {
    const pages = new URL(`pages/${language}/`, folder)
    const layout = await readFile(new URL('layout.html', pages), 'utf8')
    for (const file of await readdir(pages)) {
      const page = file.replace(/\.html$/, '')
      if (page === 'layout') continue
      const content = await readFile(new URL(file, pages), 'utf8')
      const html = compose(layout, content, page, language, siteKey)
      server.get(homeOf(language) + (page === 'index' ? '' : page), (_request, reply) =>
        reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(html),
      )
    }
    server.get(homeOf(language).slice(0, -1), (_request, reply) => reply.redirect(homeOf(language), 308))
  }
  const assets = new URL('assets/', folder)
  for (const file of await readdir(assets)) {
    const bytes = await readFile(new URL(file, assets))
    const type = contentTypes[file.split('.').pop() ?? ''] ?? 'application/octet-stream'
    server.get(`/demo/assets/${file}`, (_request, reply) =>
      reply.type(type).header('cache-control', 'public, max-age=300').send(bytes),
    )
  }
}
