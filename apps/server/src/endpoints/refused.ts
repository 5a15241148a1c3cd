import { Refusal } from '../platform/errors.ts'

/** How a refusal, or a failure of ours, is told over the realtime connection. */
export function refused(id: string | null, error: unknown) {
  const refusal =
    error instanceof Refusal
      ? error
      : new Refusal('unavailable', 'realtime.failed', 'Something is wrong on our side.', { retryAfter: 5 })
  const { code, message, more } = refusal
  return {
    type: 'refused',
    id,
    code,
    title: message,
    ...(more.retryAfter === undefined ? {} : { retryAfterMs: more.retryAfter * 1_000 }),
  }
}
