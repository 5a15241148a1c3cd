import { readFileSync } from 'node:fs'
import { protocolVersion } from '@youwen/contract/realtime'
import { Marked } from 'marked'
import type { z } from 'zod'
import { partMeanings, parts, sides } from './frames.ts'
import { escapeHtml, inlineCode } from './html.ts'
import { createSchemaPages } from './schema-table.ts'
import { style } from './style.ts'

const folder = new URL('../../../../../../docs/', import.meta.url)

/**
 * The page /docs/realtime: the rules of docs/realtime.md, every frame as the schemas declare it, and a whole client. It
 * needs nothing but itself: no script, no font, no picture from elsewhere.
 */
export function renderRealtimeDocs(): string {
  const rules = renderRules(readFileSync(new URL('realtime.md', folder), 'utf8'))
  const client = readFileSync(new URL('examples/visitor-client.mjs', folder), 'utf8')
  const pages = createSchemaPages(parts)

  const entry = (id: string, name: string, meaning: string, io: 'input' | 'output', schema: z.ZodType) => {
    const json = pages.describe(io, name, schema)
    return (
      `<section class="entry" id="${id}"><h3><a href="#${id}"><code>${escapeHtml(name)}</code></a></h3>` +
      `${meaning ? `<p>${inlineCode(meaning)}</p>` : ''}${pages.table(json)}` +
      `<details><summary>JSON Schema</summary><pre><code>${escapeHtml(JSON.stringify(json, null, 2))}</code></pre></details></section>`
    )
  }

  const vocabularies = sides.map(({ id, title, io, frames, meanings }) => {
    const entries = frames.options.map((option) => {
      const type = typeOf(option)
      return entry(`${id}-${type}`, type, meanings[type] ?? '', io, option)
    })
    return `<section id="${id}"><h2>${title}</h2>${entries.join('')}</section>`
  })

  const partEntries = Object.entries(parts).map(([name, schema]) =>
    entry(name, name, partMeanings[name] ?? '', 'output', schema),
  )

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Youwen realtime protocol</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Contents">
<p class="brand">Youwen <span>realtime ${protocolVersion}</span></p>
${contents(rules.headings)}
</nav>
<main>
${rules.html}
${vocabularies.join('\n')}
<section id="parts"><h2>What frames are made of</h2>${partEntries.join('')}</section>
<section id="client"><h2>A client in JavaScript</h2>
<pre><code>${escapeHtml(client)}</code></pre></section>
</main>
</body>
</html>
`
}

function contents(headings: readonly { id: string; title: string }[]): string {
  const link = (id: string, title: string) => `<a href="#${id}">${escapeHtml(title)}</a>`
  const framesOf = ({ id, frames }: (typeof sides)[number]) =>
    frames.options.map((option) => link(`${id}-${typeOf(option)}`, typeOf(option))).join('')
  return [
    `<h4>Rules</h4>${headings.map(({ id, title }) => link(id, title)).join('')}`,
    ...sides.map((side) => `<h4>${link(side.id, side.title)}</h4><div class="names">${framesOf(side)}</div>`),
    `<h4>${link('parts', 'Parts')}</h4><div class="names">${Object.keys(parts)
      .map((name) => link(name, name))
      .join('')}</div>`,
    `<h4>${link('client', 'A client in JavaScript')}</h4>`,
  ].join('\n')
}

const typeOf = (option: z.ZodObject): string => {
  const type: unknown = option.shape['type']
  if (typeof type === 'object' && type !== null && 'value' in type) return String(type.value)
  throw new Error('a frame has a literal type')
}

/** Headings and rules get addresses, so that a question can point at `/docs/realtime#RT14`. */
function renderRules(markdown: string): { html: string; headings: { id: string; title: string }[] } {
  const headings: { id: string; title: string }[] = []
  const marked = new Marked({ async: false })
  const html = String(marked.parse(markdown))
    .replace(/<h2>(.*?)<\/h2>/g, (_, title: string) => {
      const id = title.toLowerCase().replace(/[^a-z]+/g, '-')
      headings.push({ id, title })
      return `<h2 id="${id}"><a href="#${id}">${title}</a></h2>`
    })
    .replace(/<p><strong>(RT\d+)/g, '<p class="rule" id="$1"><strong><a href="#$1">$1</a>')
    .replace(/(?<![#">\w])RT(\d+)\b/g, '<a href="#RT$1">RT$1</a>')
    .replaceAll('href="examples/visitor-client.mjs"', 'href="#client"')
  return { html, headings }
}
