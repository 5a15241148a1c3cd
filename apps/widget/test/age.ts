/**
 * What in a built file is younger than the browsers we promise (Chrome 61 and Safari 11, both of 2017). Syntax is found
 * by parsing as that year's ECMAScript; names, patterns and styles by lists, which hold what people reach for.
 */
import { type Node, parse } from 'acorn'

const youngMethods = new Set(
  `at replaceAll flat flatMap fromEntries matchAll trimStart trimEnd finally allSettled withResolvers toSorted toReversed
  toSpliced findLast findLastIndex hasOwn groupBy structuredClone randomUUID replaceChildren toggleAttribute animate
  getAnimations checkVisibility requestSubmit canParse isWellFormed`.split(/\s+/),
)
const youngGlobals = new Set(
  `globalThis queueMicrotask ResizeObserver IntersectionObserver AbortController AbortSignal BigInt WeakRef
  BroadcastChannel PointerEvent requestIdleCallback AggregateError CompressionStream structuredClone`.split(/\s+/),
)
const youngIntl = new Set(['RelativeTimeFormat', 'PluralRules', 'ListFormat', 'Segmenter', 'DisplayNames', 'Locale'])
const youngPatterns = /\(\?<[=!a-zA-Z]|\\p\{|\\k</
const youngFlags = /[sdv]/

const youngStyles: readonly [name: string, pattern: RegExp][] = [
  ['inset', /[;{]inset(-\w+)*:/],
  ['gap', /[;{](row-|column-)?gap:/],
  ['min() max() clamp()', /[:( ,](min|max|clamp)\(/],
  ['aspect-ratio', /[;{]aspect-ratio:/],
  [':is() :where() :has()', /:(is|where|has)\(/],
  ['dynamic viewport units', /\d(d|s|l)v[hw]\b/],
  ['logical properties', /[;{](margin|padding|border)-(inline|block)/],
  ['colours of later years', /\b(color-mix|oklch|lab|light-dark)\(|#[0-9a-f]{4}\b|#[0-9a-f]{8}\b/i],
  ['nesting', /[;{]&/],
  // In a list of selectors one that is unknown takes the others with it.
  [':focus-visible in a list', /:focus-visible[^{}]*,[^{}]*\{|,[^{},]*:focus-visible[^{}]*\{/],
]

/** `polyfilled`: globals that the file brings itself. */
export function youngScript(source: string, ecmaVersion: 2015 | 2017, polyfilled: readonly string[] = []): string[] {
  const found = new Set<string>()
  let tree: Node
  try {
    tree = parse(source, { ecmaVersion, sourceType: 'script' })
  } catch (error) {
    return [`syntax: ${error instanceof Error ? error.message : error}`]
  }
  walk(tree, (node, parent) => {
    if (node.type === 'MemberExpression' && !node.computed) {
      const name = String(node.property?.name)
      if (youngIntl.has(name) && node.object?.name === 'Intl') found.add(`Intl.${name}`)
      if (youngMethods.has(name) && parent?.type === 'CallExpression' && parent.callee === node) found.add(`.${name}()`)
    }
    if (node.type === 'Identifier' && youngGlobals.has(String(node.name)) && isReference(node, parent)) {
      if (!polyfilled.includes(String(node.name))) found.add(String(node.name))
    }
    if (node.type === 'Literal' && node.regex) {
      const { pattern, flags } = node.regex
      if (youngPatterns.test(pattern) || youngFlags.test(flags)) found.add(`/${pattern}/${flags}`)
    }
  })
  return [...found]
}

export const youngStyle = (source: string): string[] =>
  youngStyles.filter(([, pattern]) => pattern.test(source)).map(([name]) => name)

interface AnyNode {
  readonly type: string
  readonly name?: string
  readonly computed?: boolean
  readonly property?: AnyNode
  readonly key?: AnyNode
  readonly object?: AnyNode
  readonly callee?: AnyNode
  readonly operator?: string
  readonly regex?: { readonly pattern: string; readonly flags: string }
}

/** Not `x.name`, not `{ name: … }`, and not `typeof name`, which is how one asks whether it is there. */
function isReference(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent?.type === 'MemberExpression') return parent.object === node || parent.computed === true
  if (parent?.type === 'Property') return parent.key !== node
  return !(parent?.type === 'UnaryExpression' && parent.operator === 'typeof')
}

function walk(node: unknown, visit: (node: AnyNode, parent: AnyNode | undefined) => void, parent?: AnyNode): void {
  if (Array.isArray(node)) for (const each of node) walk(each, visit, parent)
  else if (typeof node === 'object' && node !== null && 'type' in node) {
    const current = node as AnyNode
    visit(current, parent)
    for (const value of Object.values(current)) if (typeof value === 'object') walk(value, visit, current)
  }
}
