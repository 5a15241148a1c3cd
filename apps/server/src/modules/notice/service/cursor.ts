import { Refusal } from '../../../platform/errors.ts'

/** Where a list goes on. */
export interface Place {
  readonly at: Date
  readonly noticeId: string
}

export const cursorOf = ({ at, noticeId }: Place): string =>
  Buffer.from(`${at.toISOString()}|${noticeId}`).toString('base64url')

export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined) return undefined
  const [at = '', noticeId = ''] = Buffer.from(cursor, 'base64url').toString().split('|')
  const place = { at: new Date(at), noticeId }
  if (Number.isNaN(place.at.getTime()) || !/^[0-9a-f-]{36}$/.test(noticeId)) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.', {
      fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
    })
  }
  return place
}

/** A page of what was found, when one more was asked for than is shown. */
export function pageOf<Row extends Place>(rows: readonly Row[], limit: number): { rows: Row[]; next: string | null } {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { rows: page, next: rows.length > limit && last ? cursorOf(last) : null }
}
