import { z } from 'zod'
import { builtInCardFields, cardFieldKinds } from './card-kinds.ts'
import { Id, Moment } from './ids.ts'
import { route } from './route.ts'

export const CardFieldKind = z.enum(cardFieldKinds)
export type CardFieldKind = z.infer<typeof CardFieldKind>

/** Extraction knows fields by this name; their titles come from the dictionaries. */
export const BuiltInCardField = z.enum(builtInCardFields)
export type BuiltInCardField = z.infer<typeof BuiltInCardField>

export const CardField = z.object({
  fieldId: Id,
  builtIn: BuiltInCardField.nullable(),
  kind: CardFieldKind,
  name: z.string().describe('Empty for a built-in field that keeps the name from the dictionaries.'),
  options: z.array(z.string()).describe('What can be chosen, for `select` and `multi_select`.'),
  isRequired: z.boolean(),
  isUnique: z.boolean().describe('No two cards of the company may have the same value.'),
  roleIds: z.array(Id).describe('Roles that see the field; empty: everybody who sees the card. Owners always do.'),
  isEnabled: z.boolean(),
  position: z.int(),
})
export type CardField = z.infer<typeof CardField>

const SaveCardField = z.object({
  name: z.string().trim().max(20),
  options: z.array(z.string().trim().min(1).max(40)).max(100).default([]),
  isRequired: z.boolean().default(false),
  isUnique: z.boolean().default(false),
  roleIds: z.array(Id).max(100).default([]),
  isEnabled: z.boolean().default(true),
})
export type SaveCardField = z.infer<typeof SaveCardField>
/** What a field holds is decided once: values of another kind could not be read any more. */
const AddCardField = SaveCardField.extend({ kind: CardFieldKind })
export type AddCardField = z.infer<typeof AddCardField>

/**
 * Text in one canonical form for each kind (a phone as E.164, a date as `2026-11-25`); of `multi_select` the chosen options.
 */
export const CardValue = z.union([z.string().max(2_000), z.array(z.string().max(40)).max(100)])
export type CardValue = z.infer<typeof CardValue>
const CardValues = z
  .record(z.string(), CardValue)
  .describe('By field id; only the fields that the asking agent may see.')

export const LinkedVisitor = z.object({
  visitorId: Id,
  mergeId: Id.describe('The merge that brought this visitor here; what `undoMerge` takes.'),
  mergedAt: Moment,
  mergedBy: z.string().describe('Name of the agent.'),
})

/** What is known of a person. One card may stand for several visitors: several devices of one person. */
export const Card = z.object({
  visitorId: Id,
  values: CardValues,
  savedAt: Moment.nullable(),
  savedBy: z.string().describe('Name of the agent who saved it last; empty when nobody did.'),
  linked: z.array(LinkedVisitor).describe('Further visitors that were merged into this one.'),
})
export type Card = z.infer<typeof Card>

const CardChange = z.object({
  fieldId: Id,
  was: CardValue.nullable().describe('What the agent saw before he changed it; null: nothing.'),
  value: CardValue.nullable().describe('Null empties the field.'),
})
export type CardChange = z.infer<typeof CardChange>

export const CardDuplicate = z.object({
  visitorId: Id,
  name: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
  values: CardValues,
  savedAt: Moment.nullable(),
  lastSeenAt: Moment,
  conversationCount: z.int(),
  matches: z.array(Id).describe('Fields of this card whose value the other one has as well.'),
})
export type CardDuplicate = z.infer<typeof CardDuplicate>

export const CardSuggestion = z.object({
  fieldId: Id,
  value: CardValue,
  by: z.enum(['rules', 'assistant']).describe('A language model was asked where the rules found nothing.'),
  source: z.object({
    conversationId: Id,
    seq: z.int().describe('The message that it was read from.'),
    at: Moment,
    excerpt: z.string().describe('The words around it.'),
  }),
})
export type CardSuggestion = z.infer<typeof CardSuggestion>

const tag = 'card'
const manage = { access: 'card.manage', tag } as const
const serve = { access: 'conversation.serve', tag } as const
const VisitorRef = z.object({ visitorId: Id })

export const card = {
  fields: route('GET', '/card/fields', { ...manage, audit: null, title: 'All fields of cards, in their order' }).output(
    z.array(CardField),
  ),
  addField: route('POST', '/card/fields', { ...manage, audit: 'card_field.added', title: 'Add a field to cards' })
    .input(AddCardField)
    .output(CardField),
  saveField: route('PUT', '/card/fields/{fieldId}', {
    ...manage,
    audit: 'card_field.saved',
    title: 'Change a field of cards',
  })
    .input(SaveCardField.extend({ fieldId: Id }))
    .output(CardField),
  removeField: route('DELETE', '/card/fields/{fieldId}', {
    ...manage,
    audit: 'card_field.removed',
    title: 'Remove a field with everything that cards hold in it; built-in ones can only be disabled',
  }).input(z.object({ fieldId: Id })),
  orderFields: route('PUT', '/card/field-order', {
    ...manage,
    audit: 'card_field.ordered',
    title: 'Put the fields into another order; those not named follow at the end',
  })
    .input(z.object({ fieldIds: z.array(Id).max(200) }))
    .output(z.array(CardField)),
  form: route('GET', '/card/form', {
    access: 'signed-in',
    audit: null,
    title: 'The enabled fields that I may see, in their order',
    tag,
  }).output(z.array(CardField)),
  get: route('GET', '/visitors/{visitorId}/card', {
    access: 'signed-in',
    audit: null,
    title: 'The card of a visitor; empty until something is saved',
    tag,
  })
    .input(VisitorRef)
    .output(Card),
  save: route('PUT', '/visitors/{visitorId}/card', {
    ...serve,
    audit: 'card.saved',
    title: 'Change fields of a card; refused whole when somebody changed one of them meanwhile',
  })
    .input(VisitorRef.extend({ changes: z.array(CardChange).min(1).max(200) }))
    .output(Card),
  suggestions: route('GET', '/visitors/{visitorId}/card/suggestions', {
    ...serve,
    audit: null,
    title: 'What the conversations with a visitor say for the fields of the card, with where each was said',
  })
    .input(VisitorRef)
    .output(z.array(CardSuggestion)),
  duplicates: route('GET', '/visitors/{visitorId}/card/duplicates', {
    ...serve,
    audit: null,
    title: 'Other visitors whose card has the same phone or WeChat, as far as I may see them',
  })
    .input(VisitorRef)
    .output(z.array(CardDuplicate)),
  merge: route('POST', '/visitors/{visitorId}/card/merge', {
    ...serve,
    audit: 'card.merged',
    title: 'Two visitors are one person: one card, one history',
  })
    .input(
      VisitorRef.extend({
        otherVisitorId: Id,
        take: z.array(Id).max(200).default([]).describe('Fields whose value comes from the other card.'),
      }),
    )
    .output(z.object({ card: Card, mergeId: Id })),
  undoMerge: route('POST', '/visitors/{visitorId}/card/undo-merge', {
    ...serve,
    audit: 'card.merge_undone',
    title: 'Two people again: each gets back the card and the history of his own',
  })
    .input(VisitorRef.extend({ mergeId: Id }))
    .output(Card),
}
