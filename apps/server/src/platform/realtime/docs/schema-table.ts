import { z } from 'zod'
import { escapeHtml, inlineCode } from './html.ts'

type Json = z.core.JSONSchema.BaseSchema

/**
 * Schemas as JSON Schema, with the named parts as references: a part that a frame uses is a link to its own table.
 */
export function createSchemaPages(parts: Readonly<Record<string, z.ZodType>>) {
  const describe = (io: 'input' | 'output', name: string, schema: z.ZodType): Json => {
    const registry = z.registry<{ id: string }>()
    for (const [id, part] of Object.entries(parts)) registry.add(part, { id })
    if (!Object.values(parts).includes(schema)) registry.add(schema, { id: name })
    const { schemas } = z.toJSONSchema(registry, { io, uri: (id) => `#${id}`, unrepresentable: 'any' })
    const json = schemas[name]
    if (!json) throw new Error(`no JSON Schema for ${name}`)
    const { $schema: _, $id: __, ...rest } = json
    return rest
  }
  return { describe, table }
}

/** The fields of an object, or the alternatives of a union of objects. */
function table(json: Json): string {
  if (json.properties) return fields(json)
  const alternatives = alternativesOf(json).filter(({ properties }) => properties)
  if (alternatives.length > 0) return alternatives.map((alternative) => table(alternative)).join('')
  return `<p class="plain">${typeOf(json)}</p>`
}

function fields({ properties = {}, required = [] }: Json): string {
  const rows = Object.entries(properties).map(([name, field]) => {
    if (typeof field === 'boolean') throw new Error(`${name} has no schema`)
    const isOptional = !required.includes(name)
    const meaning = field.description ? inlineCode(field.description) : ''
    return (
      `<tr><td><code>${escapeHtml(name)}</code>${isOptional ? '<span class="optional">optional</span>' : ''}</td>` +
      `<td>${typeOf(field)}</td><td>${meaning}</td></tr>`
    )
  })
  return `<table class="fields"><thead><tr><th>field</th><th>type</th><th></th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

const alternativesOf = ({ anyOf, oneOf }: Json): Json[] =>
  [...(anyOf ?? []), ...(oneOf ?? [])].filter((alternative): alternative is Json => typeof alternative !== 'boolean')

function typeOf(json: Json): string {
  if (json.$ref) {
    const name = json.$ref.replace('#', '')
    return `<a href="#${escapeHtml(name)}">${escapeHtml(name)}</a>`
  }
  if (json.const !== undefined) return `<code>${escapeHtml(JSON.stringify(json.const))}</code>`
  if (json.enum) return json.enum.map((value) => `<code>${escapeHtml(JSON.stringify(value))}</code>`).join(' or ')
  const alternatives = alternativesOf(json)
  if (alternatives.length > 0) return alternatives.map(typeOf).join(' or ')
  switch (json.type) {
    case 'array':
      return `list of ${typeof json.items === 'object' && !Array.isArray(json.items) ? typeOf(json.items as Json) : 'anything'}`
    case 'object':
      return json.properties ? `object${fields(json)}` : 'object of texts'
    case 'integer':
    case 'number':
      return `${json.type === 'integer' ? 'whole number' : 'number'}${rangeOf(json)}`
    case 'string':
      return `text${lengthOf(json)}`
    case 'boolean':
      return '<code>true</code> or <code>false</code>'
    case 'null':
      return '<code>null</code>'
    default:
      return 'anything'
  }
}

const isLimit = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER

function rangeOf({ minimum, maximum, default: usual }: Json): string {
  const from = isLimit(minimum) ? ` ≥ ${minimum}` : ''
  const to = isLimit(maximum) ? ` ≤ ${maximum}` : ''
  return `${from}${to}${usual === undefined ? '' : `, else ${escapeHtml(JSON.stringify(usual))}`}`
}

function lengthOf({ minLength, maxLength, pattern, format, default: usual }: Json): string {
  const known = format === 'uuid' || format === 'date-time'
  const length =
    minLength && maxLength
      ? `, ${minLength} to ${maxLength} characters`
      : maxLength
        ? `, at most ${maxLength} characters`
        : ''
  const shape = pattern && !known ? ` like <code>${escapeHtml(pattern)}</code>` : ''
  return `${length}${shape}${usual === undefined ? '' : `, else ${escapeHtml(JSON.stringify(usual))}`}`
}
