import type { OpenAPI } from '@orpc/openapi'
import { outgoing } from '@youwen/contract'

/** The reference as one page: no script, nothing loaded from anywhere. */
export function renderReference(document: OpenAPI.Document): string {
  const operations = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item?.[method]
      return operation ? [{ method, path, operation, tag: operation.tags?.[0] ?? '' }] : []
    }),
  )
  const byTag = Map.groupBy(operations, ({ tag }) => tag)
  const navigation = [...byTag].map(
    ([tag, ones]) =>
      html`<h2>${tag}</h2><ul>${ones.map(
        ({ operation, method, path }) =>
          html`<li><a href="#${operation.operationId ?? ''}"><b class="${method}">${method}</b> ${path}</a></li>`,
      )}</ul>`,
  )
  const sections = [...byTag].map(
    ([tag, ones]) => html`<section><h2>${tag}</h2>${ones.map((one) => renderOperation(one))}</section>`,
  )
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${document.info.title}</title><style>${new Safe(style)}</style></head>
<body><nav><h1>${document.info.title}</h1><p><a href="/api/openapi.json">openapi.json</a> · <a href="/docs/realtime">Realtime</a></p>${navigation}${outgoing.map(
    ({ name, requests }) =>
      html`<h2>${name}</h2><ul>${requests.map(({ path }) => html`<li><a href="#${idOf(name, path)}"><b class="post">post</b> ${path}</a></li>`)}</ul>`,
  )}</nav>
<main><p class="about">${document.info.description ?? ''}</p>${sections}${outgoing.map((asked) => renderOutgoing(asked, document))}
<section><h2 id="problem">Problem</h2><p>What every answer that is no success is made of.</p>${renderSchema(
    document.components?.schemas?.['Problem'],
  )}</section></main></body></html>`.text
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const

/** What operations carry beside the standard, see `describeApi`. */
interface Extras {
  readonly 'x-access'?: string
  readonly 'x-audit'?: string | null
}

interface Listed {
  readonly method: string
  readonly path: string
  readonly operation: OpenAPI.OperationObject & Extras
}

function renderOperation({ method, path, operation }: Listed): Safe {
  const parameters = (operation.parameters ?? []).flatMap((one) => ('name' in one ? [one] : []))
  const body = operation.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : undefined
  const success = Object.entries(operation.responses ?? {}).find(([status]) => status.startsWith('2'))?.[1]
  const answer = success && 'content' in success ? success.content : undefined
  return html`<article id="${operation.operationId ?? ''}">
<h3><b class="${method}">${method}</b> <code>/api${path}</code></h3>
<p>${operation.summary ?? ''}</p>
<p class="tags"><span>${accessText(operation['x-access'])}</span>${
    operation['x-audit'] ? html`<span>recorded as <code>${operation['x-audit']}</code></span>` : ''
  }</p>
${parameters.length > 0 ? html`<h4>Parameters</h4><ul>${parameters.map((one) => renderField(one.name, one.schema, one.required === true, one.in))}</ul>` : ''}
${body?.['application/json'] ? html`<h4>Body</h4>${renderSchema(body['application/json'].schema)}` : ''}
${answer?.['application/json'] ? html`<h4>Answer</h4>${renderSchema(answer['application/json'].schema)}` : ''}
</article>`
}

const idOf = (name: string, path: string) => `${name}${path}`.replace(/\W+/g, '-')

/** What somebody else's system is asked, and how it should answer. */
function renderOutgoing(
  { name, about, requests }: (typeof outgoing)[number],
  { webhooks = {} }: OpenAPI.Document,
): Safe {
  const articles = requests.map(({ path, title }) => {
    const item = webhooks[`${name} ${path}`]
    const operation = item && 'post' in item ? item.post : undefined
    const body = operation?.requestBody && 'content' in operation.requestBody ? operation.requestBody.content : {}
    const success = operation?.responses?.['200']
    const answer = success && 'content' in success ? (success.content ?? {}) : {}
    return html`<article id="${idOf(name, path)}"><h3><b class="post">post</b> <code>…${path}</code></h3><p>${title}</p>
<h4>Body</h4>${renderSchema(body['application/json']?.schema)}
<h4>Your answer</h4>${renderSchema(answer['application/json']?.schema)}</article>`
  })
  return html`<section><h2>${name}</h2>${about.split('\n\n').map((text) => html`<p class="about">${text}</p>`)}${articles}</section>`
}

const accessTexts: Record<string, string> = {
  public: 'anyone',
  visitor: 'visitors',
  'signed-in': 'any agent',
  'anyone-known': 'agents and visitors',
}
const accessText = (access = '') => accessTexts[access] ?? `agents whose role grants ${access}`

/** The part of JSON Schema that our schemas become. */
interface Shape {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly properties?: Record<string, Shape>
  readonly required?: readonly string[]
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
  readonly oneOf?: readonly Shape[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly description?: string
  readonly default?: unknown
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly maxItems?: number
}

function renderSchema(schema: unknown): Safe {
  const shape = asShape(schema)
  return hasParts(shape) ? renderParts(shape) : html`<p>${describe(shape)}</p>`
}

function renderField(name: string, schema: unknown, isRequired: boolean, place = ''): Safe {
  const shape = asShape(schema)
  return html`<li><code>${name}</code>${isRequired ? '' : html` <i>optional</i>`} ${describe(shape)} ${
    place ? html`<i>${place}</i>` : ''
  } ${shape.description ? `· ${shape.description}` : ''}${hasParts(shape) ? renderParts(shape) : ''}</li>`
}

function renderParts(shape: Shape): Safe {
  const inner = shape.items ?? shape
  const variants = inner.anyOf ?? inner.oneOf
  if (variants) {
    return html`<ul>${variants.map((one) => html`<li>${describe(one)}${hasParts(one) ? renderParts(one) : ''}</li>`)}</ul>`
  }
  const fields = Object.entries(inner.properties ?? {})
  return html`<ul>${fields.map(([name, field]) => renderField(name, field, inner.required?.includes(name) ?? false))}</ul>`
}

const asShape = (schema: unknown): Shape => (typeof schema === 'object' && schema !== null ? schema : {})

function hasParts(shape: Shape): boolean {
  const inner = shape.items ?? shape
  return (
    inner.properties !== undefined ||
    (inner.anyOf ?? inner.oneOf ?? []).some((one) => one.type !== 'null' && hasParts(one))
  )
}

function describe(shape: Shape): string {
  if (shape.const !== undefined) return JSON.stringify(shape.const)
  if (shape.enum) return shape.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (shape.items) return `list of ${describe(shape.items)}${bounds(shape.minItems, shape.maxItems, 'items')}`
  const variants = shape.anyOf ?? shape.oneOf
  if (variants) return [...new Set(variants.map(describe))].join(' or ')
  const type = [shape.type ?? 'anything'].flat().join(' or ')
  const limits = bounds(shape.minLength, shape.maxLength, 'characters') + bounds(shape.minimum, shape.maximum, '')
  const start = shape.default === undefined ? '' : `, else ${JSON.stringify(shape.default)}`
  return `${shape.format ?? type}${limits}${start}`
}

function bounds(from: number | undefined, to: number | undefined, unit: string): string {
  const upper = to === undefined || to >= Number.MAX_SAFE_INTEGER ? undefined : to
  const lower = from === undefined || from <= Number.MIN_SAFE_INTEGER ? undefined : from
  if (lower === undefined && upper === undefined) return ''
  return `, ${lower ?? ''}…${upper ?? ''}${unit && ` ${unit}`}`
}

/** HTML that is safe to stand as it is. */
class Safe {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Part = string | Safe | readonly Safe[]

/** A template whose values are escaped, unless they were made by it. */
function html(strings: TemplateStringsArray, ...values: readonly Part[]): Safe {
  const parts = values.map((value) => {
    if (typeof value === 'string') return value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
    return value instanceof Safe ? value.text : value.map((one) => one.text).join('')
  })
  return new Safe(strings.reduce((text, string, i) => text + parts[i - 1] + string))
}

const style = `
:root{color-scheme:light dark;--line:#8883;--soft:#8881;--accent:#4457d9}
*{box-sizing:border-box}body{margin:0;font:15px/1.55 system-ui,sans-serif;display:grid;grid-template-columns:300px 1fr}
nav{position:sticky;top:0;height:100vh;overflow:auto;padding:20px;border-right:1px solid var(--line);font-size:13px}
nav h1{font-size:18px;margin:0}nav p a{display:inline;text-decoration:underline;padding:0}nav h2{font-size:13px;margin:18px 0 4px;opacity:.7}nav ul{list-style:none;padding:0;margin:0}
nav a{display:block;padding:2px 6px;border-radius:5px;text-decoration:none;color:inherit;overflow-wrap:anywhere}nav a:hover{background:var(--soft)}
main{padding:24px 40px;max-width:960px}main h2{margin:40px 0 8px}.about{opacity:.85}
article{border:1px solid var(--line);border-radius:10px;padding:14px 18px;margin:14px 0;scroll-margin-top:16px}
article:target{border-color:var(--accent)}article h3{margin:0;font-size:16px;font-weight:500}article p{margin:6px 0}h4{margin:12px 0 2px;font-size:13px;opacity:.7}
article ul{margin:0;padding-left:18px}article li{margin:2px 0}code{font:13px ui-monospace,monospace}i{opacity:.6;font-size:13px}
.tags span{display:inline-block;background:var(--soft);border-radius:5px;padding:1px 8px;margin-right:6px;font-size:13px}
b{display:inline-block;min-width:46px;font:600 11px ui-monospace,monospace;text-transform:uppercase;color:var(--accent)}b.delete{color:#d0433f}b.post,b.put{color:#1e8e5a}
@media(max-width:800px){body{display:block}nav{position:static;height:auto;border:0}main{padding:16px}}
`
