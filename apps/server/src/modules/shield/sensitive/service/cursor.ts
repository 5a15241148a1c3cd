import { Refusal } from '../../../../platform/errors.ts'

/** Lists go on behind an id that they have shown: ids sort by when they were made. */
export function cursorOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined || /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(cursor)) return cursor
  throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.', {
    fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
  })
}
