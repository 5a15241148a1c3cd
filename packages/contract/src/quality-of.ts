/**
 * How good a conversation was (对话质量), by what the company asks of one. Like `limits.ts` this file has no schemas: client
 * and server judge alike.
 */
export const qualities = ['invalid', 'plain', 'good', 'excellent'] as const
export type Quality = (typeof qualities)[number]

/** What has to be earned, the best first; what earns nothing is invalid. */
export const qualityLevels = ['excellent', 'good', 'plain'] as const
export type QualityLevel = (typeof qualityLevels)[number]

/** All of them have to hold. 0 and false ask nothing. */
export interface QualityConditions {
  readonly visitorMessages: number
  readonly agentMessages: number
  /** From its beginning to the last word that was said in it. */
  readonly minutes: number
  /** Something is on the card of its visitor. */
  readonly card: boolean
  readonly phone: boolean
}
/** A conversation has the best level whose conditions it meets. */
export type QualityRules = Readonly<Record<QualityLevel, QualityConditions>>

export const asksNothing: QualityConditions = {
  visitorMessages: 0,
  agentMessages: 0,
  minutes: 0,
  card: false,
  phone: false,
}

/** For a company that has not decided. */
export const usualQualityRules: QualityRules = {
  excellent: { ...asksNothing, visitorMessages: 6 },
  good: { ...asksNothing, visitorMessages: 3 },
  plain: { ...asksNothing, visitorMessages: 1 },
}

export const qualityLimits = { messages: 200, minutes: 240 } as const
/** How far a preview of other conditions looks back. */
export const qualityPreviewDays = 7

/** What a conversation is judged by. */
export interface QualityFacts {
  readonly startedAt: string
  /** The last word that its visitor could read; null while nothing was said. */
  readonly lastSpokenAt: string | null
  readonly visitorMessageCount: number
  readonly agentMessageCount: number
  readonly hasCard: boolean
  readonly hasPhone: boolean
}

/** What is missing until the conditions are met, as conditions: of messages and minutes, how many more. */
export function lacking(facts: QualityFacts, wanted: QualityConditions): QualityConditions {
  const { startedAt, lastSpokenAt } = facts
  const lasted = lastSpokenAt === null ? 0 : (Date.parse(lastSpokenAt) - Date.parse(startedAt)) / 60_000
  return {
    visitorMessages: Math.max(0, wanted.visitorMessages - facts.visitorMessageCount),
    agentMessages: Math.max(0, wanted.agentMessages - facts.agentMessageCount),
    minutes: Math.max(0, Math.ceil(wanted.minutes - lasted)),
    card: wanted.card && !facts.hasCard,
    phone: wanted.phone && !facts.hasPhone,
  }
}

export const asksAnything = (conditions: QualityConditions): boolean => Object.values(conditions).some(Boolean)

export function qualityOf(facts: QualityFacts, rules: QualityRules): Quality {
  return qualityLevels.find((level) => !asksAnything(lacking(facts, rules[level]))) ?? 'invalid'
}

/** Levels that no conversation can have, because whichever meets their conditions meets those of a better one. */
export const neverGiven = (rules: QualityRules): QualityLevel[] =>
  qualityLevels.filter((level, place) =>
    qualityLevels.slice(0, place).some((better) => asksNoMore(rules[better], rules[level])),
  )

const asksNoMore = (better: QualityConditions, level: QualityConditions): boolean =>
  better.visitorMessages <= level.visitorMessages &&
  better.agentMessages <= level.agentMessages &&
  better.minutes <= level.minutes &&
  (!better.phone || level.phone) &&
  // A phone is something on the card.
  (!better.card || level.card || level.phone)
