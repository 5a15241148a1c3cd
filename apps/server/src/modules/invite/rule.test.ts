import { expect, test } from 'vitest'
import { whyNot } from './rule.ts'

const now = new Date('2026-11-25T12:00:00Z')
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test.each([
  ['who was never asked may be', 0, null, undefined],
  ['who was asked twice may be asked a last time', 2, null, undefined],
  ['who was asked three times in a visit is left alone', 3, null, 'invite.too_many'],
  ['who has just said no is left alone', 1, minutesAgo(0), 'invite.just_refused'],
  ['… for ten minutes', 1, minutesAgo(9.99), 'invite.just_refused'],
  ['… and no longer', 1, minutesAgo(10), undefined],
])('%s', (_, sent, refusedAt, code) => expect(whyNot({ sent, refusedAt }, now)?.code).toBe(code))

test('says when it may be tried again', () =>
  expect(whyNot({ sent: 1, refusedAt: minutesAgo(4) }, now)?.more.retryAfter).toBe(6 * 60))
