import type { UnansweredQuestion } from '@youwen/contract'
import { notFound, Refusal } from '../../../platform/errors.ts'
import { findUnanswered, takeUnanswered } from '../store/unanswered.ts'
import type { RobotParts } from './collaborators.ts'

const pattern = /^(\d{4}-[\dT:.-]+Z)\|([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

function positionOf(cursor: string) {
  const [, at = '', questionId] = pattern.exec(Buffer.from(cursor, 'base64url').toString()) ?? []
  const lastAt = new Date(at)
  if (questionId === undefined || Number.isNaN(lastAt.getTime())) {
    throw new Refusal('invalid', 'validation.failed', 'This is not a cursor that was given out.', {
      fields: [{ path: 'cursor', code: 'invalid', title: 'Unknown cursor.' }],
    })
  }
  return { lastAt, questionId }
}

/** What the robot was asked and did not know. */
export const createUnanswered = ({ db }: Pick<RobotParts, 'db'>) => ({
  async list(companyId: string, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
    const after = cursor === undefined ? undefined : positionOf(cursor)
    const found = await db.company(companyId, (tx) => findUnanswered(tx, companyId, after, limit + 1))
    const items: UnansweredQuestion[] = found.slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return { items, next: last ? Buffer.from(`${last.lastAt}|${last.questionId}`).toString('base64url') : null }
  },

  async dismiss(companyId: string, questionId: string): Promise<void> {
    const text = await db.company(companyId, (tx) => takeUnanswered(tx, companyId, questionId))
    if (text === undefined) throw notFound('robot')
  },
})
