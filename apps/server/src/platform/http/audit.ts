import { isSecret } from '@youwen/contract'
import { z } from 'zod'

/** What was asked for, without what the contract marks as secret. */
export function auditDetail(schema: unknown, input: unknown): Record<string, unknown> {
  if (!(schema instanceof z.ZodObject) || typeof input !== 'object' || input === null) return {}
  const shape: Record<string, z.ZodType> = schema.shape
  return Object.fromEntries(Object.entries(input).filter(([key]) => shape[key] && !isSecret(shape[key])))
}

/** The id of what was changed: the one in the route's path, else the first one in the answer. */
export function auditSubject(path: string, input: unknown, output: unknown): string | null {
  const inPath = /\{(\w+Id)\}/.exec(path)?.[1]
  return (inPath && idIn(input, inPath)) || idIn(output) || idInParts(output) || null
}

function idIn(value: unknown, name?: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const found = Object.entries(value).find(([key]) => (name ? key === name : key.endsWith('Id')))
  return typeof found?.[1] === 'string' ? found[1] : undefined
}

function idInParts(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.values(value)
    .map((part) => idIn(part))
    .find((id) => id !== undefined)
}
