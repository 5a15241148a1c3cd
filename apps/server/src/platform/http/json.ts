import { Refusal } from '../errors.ts'

export const maxBodyBytes = 256 * 1024
const maxDepth = 32
/** Keys that reach an object's prototype when somebody merges carelessly. No field of ours has such a name. */
const poisonous = new Set(['__proto__', 'constructor', 'prototype'])

const malformed = (title: string) => new Refusal('invalid', 'request.malformed', title)

/** JSON from outside. Depth is counted before parsing, so that nesting costs no stack. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > maxDepth) throw malformed(`The body is nested deeper than ${maxDepth}.`)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('The body is not JSON.')
  }
  refusePoison(value)
  return value
}

/** The same for names of query parameters, which nest by brackets (`a[b]`). */
export function checkQuery(query: URLSearchParams): void {
  for (const [name, value] of query) {
    refusePoison(value)
    const parts = name.split(/[[\]\\]+/)
    if (parts.length > maxDepth) throw malformed('A query parameter is nested too deep.')
    if (parts.some((part) => poisonous.has(part))) throw malformed('A query parameter has a forbidden name.')
  }
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let isInString = false
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i)
    if (isInString) {
      if (c === 0x5c) i += 1
      else if (c === 0x22) isInString = false
    } else if (c === 0x22) isInString = true
    else if (c === 0x7b || c === 0x5b) deepest = Math.max(deepest, ++depth)
    else if (c === 0x7d || c === 0x5d) depth -= 1
  }
  return deepest
}

function refusePoison(value: unknown): void {
  // PostgreSQL takes neither: NUL in no text, half a character (of an emoji cut in two) in no jsonb.
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw malformed('A text holds a character that is none.')
  }
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (const item of value) refusePoison(item)
    return
  }
  for (const [key, item] of Object.entries(value)) {
    if (poisonous.has(key)) throw malformed(`The body has a forbidden key "${key}".`)
    refusePoison(item)
  }
}
