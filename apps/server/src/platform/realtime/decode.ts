import { z } from 'zod'
import type { Frame } from './endpoint.ts'

/** Deeper than any frame of the protocol. */
const maxDepth = 12

export type Decoded<In> =
  | { readonly name: 'frame'; readonly frame: In }
  /** Well-formed and not acceptable: the client is told, and may go on. */
  | { readonly name: 'refused'; readonly id: string | null; readonly code: string; readonly title: string }
  /** Not the protocol at all. */
  | { readonly name: 'broken'; readonly title: string }

export interface Decoder<In> {
  text(text: string): Decoded<In>
  /** What is parsed already. */
  value(value: unknown): Decoded<In>
}

/** Schemas are looked up by `type`, so that a frame is checked against one schema and a wrong one gets a useful title. */
export function createDecoder<In extends Frame>(frames: z.ZodType<In>): Decoder<In> {
  const schemas = schemasByType(frames)

  const value = (value: unknown): Decoded<In> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return broken('A frame is a JSON object.')
    if (!isPlain(value, maxDepth)) return broken('The frame is nested too deeply or names a forbidden key.')
    const type = 'type' in value ? value.type : undefined
    if (typeof type !== 'string') return broken('A frame has a type.')
    const schema = schemas.get(type)
    if (!schema) return refused(value, 'realtime.unknown_frame', `There is no frame "${type.slice(0, 40)}".`)
    const parsed = schema.safeParse(value)
    return parsed.success
      ? { name: 'frame', frame: parsed.data }
      : refused(value, 'validation.failed', titleOf(parsed.error.issues[0]))
  }

  return {
    value,
    text(text) {
      let parsed: unknown
      try {
        parsed = JSON.parse(text)
      } catch {
        return broken('The frame is not JSON.')
      }
      return value(parsed)
    },
  }
}

const broken = (title: string) => ({ name: 'broken', title }) as const

const refused = (value: object, code: string, title: string) => {
  const id = 'id' in value && typeof value.id === 'string' && value.id.length <= 40 ? value.id : null
  return { name: 'refused', id, code, title } as const
}

const titleOf = (issue: z.core.$ZodIssue | undefined) =>
  issue ? `${issue.path.length > 0 ? `${issue.path.join('.')}: ` : ''}${issue.message}`.slice(0, 300) : 'Invalid frame.'

/** Neither a depth bomb nor a key that means something to objects. */
function isPlain(value: object, depth: number): boolean {
  if (depth === 0) return false
  for (const key in value) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') return false
    const part: unknown = value[key as keyof typeof value]
    if (typeof part === 'object' && part !== null && !isPlain(part, depth - 1)) return false
  }
  return true
}

function schemasByType<In extends Frame>(frames: z.ZodType<In>): ReadonlyMap<string, z.ZodType<In>> {
  if (!(frames instanceof z.ZodDiscriminatedUnion)) throw new Error('frames are a union discriminated by type')
  const schemas = new Map<string, z.ZodType<In>>()
  for (const option of frames.options) {
    if (!(option instanceof z.ZodObject) || !(option.shape.type instanceof z.ZodLiteral)) {
      throw new Error('each frame is an object with a literal type')
    }
    // An option of the union that yields In yields an In.
    schemas.set(String(option.shape.type.value), option as unknown as z.ZodType<In>)
  }
  return schemas
}
