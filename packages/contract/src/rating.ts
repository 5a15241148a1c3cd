import { z } from 'zod'
import { Id, Moment } from './ids.ts'
import { route } from './route.ts'

export const Stars = z.int().min(1).max(5)

/** A reason a visitor can tick; offered with some stars only: 态度不好 with one or two, 回复及时 with four or five. */
export const RatingTag = z.object({
  text: z.object({ 'zh-CN': z.string().trim().max(12), 'en-US': z.string().trim().max(30) }),
  stars: z.array(Stars).min(1).max(5),
})
export type RatingTag = z.infer<typeof RatingTag>

export const RatingSettings = z.object({
  isOn: z.boolean().describe('Off: nobody is asked, neither by agents nor automatically.'),
  invitesAtEnd: z.boolean().describe('Every conversation in which somebody of us spoke is followed by the invitation.'),
  siteIdsWithoutInvitation: z
    .array(Id)
    .max(200)
    .describe('Sites where nobody is invited automatically; agents still may.'),
  tags: z.array(RatingTag).max(30),
  asksComment: z.boolean(),
})
export type RatingSettings = z.infer<typeof RatingSettings>

/** What a visitor said of a conversation. */
export const Rating = z.object({
  conversationId: Id,
  invitedAt: Moment.nullable(),
  rated: z.object({ stars: Stars, tags: z.array(z.string()), comment: z.string(), at: Moment }).nullable(),
})
export type Rating = z.infer<typeof Rating>

/** What is asked of a visitor: only of his own conversation, only when he was invited, once. */
export const RatingForm = z.object({
  conversationId: Id,
  tags: z.array(RatingTag),
  asksComment: z.boolean(),
  rated: Rating.shape.rated,
})
export type RatingForm = z.infer<typeof RatingForm>

export const maxRatingComment = 500

const tag = 'rating'
const ConversationRef = z.object({ conversationId: Id })
const manage = { access: 'rating.manage', tag } as const

export const rating = {
  settings: route('GET', '/rating-settings', {
    access: 'signed-in',
    audit: null,
    title: 'Whether and how visitors are asked for a rating',
    tag,
  }).output(RatingSettings),
  saveSettings: route('PUT', '/rating-settings', {
    ...manage,
    audit: 'rating.settings_saved',
    title: 'Change how visitors are asked for a rating',
  })
    .input(RatingSettings)
    .output(RatingSettings),
  get: route('GET', '/conversations/{conversationId}/rating', {
    access: 'signed-in',
    audit: null,
    title: 'How a conversation that I may see was rated',
    tag,
  })
    .input(ConversationRef)
    .output(Rating),
  invite: route('POST', '/conversations/{conversationId}/rating-invitation', {
    access: 'conversation.serve',
    audit: null,
    title: 'Ask the visitor for a rating; asking twice changes nothing',
    tag,
  })
    .input(ConversationRef)
    .output(Rating),
  form: route('GET', '/my/conversations/{conversationId}/rating', {
    access: 'visitor',
    audit: null,
    title: 'A visitor: what I am asked about a conversation of mine',
    tag,
  })
    .input(ConversationRef)
    .output(RatingForm),
  rate: route('POST', '/my/conversations/{conversationId}/rating', {
    access: 'visitor',
    audit: null,
    title: 'A visitor: rate a conversation that I was asked about; the same again changes nothing',
    tag,
  })
    .input(
      ConversationRef.extend({
        stars: Stars,
        tags: z.array(z.string().max(30)).max(10).default([]).describe('As offered, in the visitor’s language.'),
        comment: z.string().trim().max(maxRatingComment).default(''),
      }),
    )
    .output(RatingForm),
}
