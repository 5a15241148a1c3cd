/**
 * How good a conversation was (对话质量), by how often its visitor spoke. Like `limits.ts` this file has no schemas: client
 * and server judge alike.
 */
export const qualities = ['invalid', 'plain', 'good', 'excellent'] as const
export type Quality = (typeof qualities)[number]

/** From so many messages of the visitor on. Below the first it is invalid: he was written to, and said nothing. */
export const qualityFrom = { plain: 1, good: 3, excellent: 6 } as const

export function qualityOf(visitorMessageCount: number): Quality {
  if (visitorMessageCount >= qualityFrom.excellent) return 'excellent'
  if (visitorMessageCount >= qualityFrom.good) return 'good'
  return visitorMessageCount >= qualityFrom.plain ? 'plain' : 'invalid'
}
