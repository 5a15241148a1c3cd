import { Refusal } from '../errors.ts'

/** Where a list goes on: a moment first, and then what tells those of one moment apart. */
export const encodeCursor = (...parts: (string | number)[]) => Buffer.from(parts.join('|')).toString('base64url')

export function decodeCursor(cursor: string | undefined, length: number): string[] | undefined {
  if (cursor === undefined) return undefined
  const parts = Buffer.from(cursor, 'base64url').toString().split('|')
  if (parts.length !== length || Number.isNaN(Date.parse(parts[0] ?? ''))) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.', {
      fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
    })
  }
  return parts
}
