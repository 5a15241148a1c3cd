import { inviteLimits } from '@youwen/contract'
import { Refusal } from '../../platform/errors.ts'

/** Why a visitor may not be asked now; undefined when he may. */
export function whyNot(
  { sent, refusedAt }: { readonly sent: number; readonly refusedAt: Date | null },
  now: Date,
): Refusal | undefined {
  const freeAt = refusedAt === null ? 0 : refusedAt.getTime() + inviteLimits.pauseAfterRefusalMinutes * 60_000
  if (freeAt > now.getTime()) {
    return new Refusal('conflict', 'invite.just_refused', 'This visitor has just said no.', {
      retryAfter: Math.ceil((freeAt - now.getTime()) / 1_000),
    })
  }
  if (sent >= inviteLimits.perVisit) {
    return new Refusal('conflict', 'invite.too_many', 'This visitor was asked often enough during this visit.')
  }
  return undefined
}
