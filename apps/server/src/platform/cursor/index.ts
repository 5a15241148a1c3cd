import { Refusal } from '../errors.ts'

/** What its parts look like, in their order: a moment, an id, a position. */
const forms = [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, /^\d{1,9}$/]

/** Where a list goes on: a moment first, and then what tells those of one moment apart. */
export const encodeCursor = (...parts: (string | number)[]) => Buffer.from(parts.join('|')).toString('base64url')

export function decodeCursor(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined
  const parts = Buffer.from(cursor, 'base64url').toString().split('|')
  const isForged = parts.length !== length || parts.some((part, at) => !forms[at]?.test(part))
  if (isForged || Number.isNaN(Date.parse(parts[0] ?? ''))) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.', {
      fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
    })
  }
  return parts
}
