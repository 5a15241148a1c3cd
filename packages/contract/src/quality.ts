import { z } from 'zod'
import { asksAnything, type QualityLevel, qualities, qualityLimits } from './quality-of.ts'
import { route } from './route.ts'

const messages = z.int().min(0).max(qualityLimits.messages)

/** What a level asks of a conversation: all of it. 0 and false ask nothing, and something has to be asked. */
export const QualityConditions = z
  .object({
    visitorMessages: messages.describe('At least so many messages of the visitor.'),
    agentMessages: messages.describe('At least so many of agents; what the robot says does not count.'),
    minutes: z
      .int()
      .min(0)
      .max(qualityLimits.minutes)
      .describe('At least so long from its beginning to the last word said in it; notes do not count.'),
    card: z.boolean().describe('Something is on the card of its visitor.'),
    phone: z.boolean().describe('A phone number is on that card.'),
  })
  .refine(asksAnything, 'A level asks for something.')

/** A conversation has the best level whose conditions it meets, and is invalid where it meets none. */
export const QualityRules = z.object({
  excellent: QualityConditions,
  good: QualityConditions,
  plain: QualityConditions,
} satisfies Record<QualityLevel, z.ZodType>)
export type QualityRules = z.infer<typeof QualityRules>

const Counts = z.record(z.enum(qualities), z.int())
export const QualityPreview = z.object({
  now: Counts.describe('By the conditions that hold.'),
  proposed: Counts.describe('By those that are looked at.'),
})
export type QualityPreview = z.infer<typeof QualityPreview>

const tag = 'quality'
const manage = { access: 'company.manage', tag } as const

export const quality = {
  rules: route('GET', '/quality', {
    access: 'signed-in',
    audit: null,
    title: 'What makes a conversation plain, good or excellent',
    tag,
  }).output(QualityRules),
  save: route('PUT', '/quality', {
    ...manage,
    audit: 'quality.saved',
    title: 'Change what makes a conversation plain, good or excellent; earlier ones are judged by it too',
  })
    .input(QualityRules)
    .output(QualityRules),
  preview: route('POST', '/quality/preview', {
    ...manage,
    audit: null,
    title: 'How many of the last 7 days’ conversations other conditions would make plain, good or excellent',
  })
    .input(QualityRules)
    .output(QualityPreview),
}
