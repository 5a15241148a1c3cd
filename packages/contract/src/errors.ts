import { z } from 'zod'

/** RFC 9457 problem details: the body of every HTTP answer that is not a success. */
export const Problem = z.object({
  type: z.string(),
  /** Stable and dotted (`team.account_taken`); clients and translations switch on it, never on `title`. */
  code: z.string(),
  title: z.string(),
  status: z.int(),
  /** Which fields were refused and why, by path (`allowedDomains.0`). */
  fields: z.array(z.object({ path: z.string(), code: z.string(), title: z.string() })).optional(),
  /** Seconds after which trying again makes sense. */
  retryAfter: z.number().optional(),
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>

/** What a refusal is, in terms of what the caller can do about it; each has one HTTP status. */
export const statusOfRefusal = {
  invalid: 422,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  rate_limited: 429,
  unavailable: 503,
} as const
export type RefusalKind = keyof typeof statusOfRefusal
