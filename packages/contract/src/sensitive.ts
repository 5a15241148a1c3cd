import { z } from 'zod'
import { Id, Moment, PageRequest, pageOf, withoutTurningMarks } from './ids.ts'
import { maxSensitiveWordLength, maxTextLength, maxWordsAtOnce, sensitiveActions, sensitiveSides } from './limits.ts'
import { BadRow } from './phrase.ts'
import { route } from './route.ts'

/** Whose messages a list is for. */
export const SensitiveSide = z.enum(sensitiveSides)
export type SensitiveSide = z.infer<typeof SensitiveSide>

/**
 * What happens to a message with such a word. `block`: it is not sent, and who wrote it is told why. `warn`: an agent is
 * asked whether he means it; a visitor is told, and what he wrote is sent. `mask`: the word arrives as `***`. `notify`:
 * whoever reviews is told, and may read what was said. `watch`: it is highlighted for agents, who are told.
 */
export const SensitiveAction = z.enum(sensitiveActions)
export type SensitiveAction = z.infer<typeof SensitiveAction>

/** A word that can stand in a list; whether there is enough of it to be found is another question. */
export const SensitiveWordText = z.string().overwrite(withoutTurningMarks).trim().min(1).max(maxSensitiveWordLength)

export const SensitiveWord = z.object({
  wordId: Id,
  side: SensitiveSide,
  word: z.string(),
  action: SensitiveAction,
  isOn: z.boolean(),
})
export type SensitiveWord = z.infer<typeof SensitiveWord>

export const AddSensitiveWords = z.object({
  sides: z.array(SensitiveSide).min(1).max(2),
  action: SensitiveAction,
  words: z
    .array(z.string().max(1_000))
    .min(1)
    .max(maxWordsAtOnce)
    .describe('As they were pasted: what cannot be a word is named in the answer.'),
})
export type AddSensitiveWords = z.infer<typeof AddSensitiveWords>

export const SensitiveWordsAdded = z.object({
  added: z.int(),
  known: z.int().describe('They are there already, whatever happens to them; they were left as they are.'),
  refused: z.array(z.object({ word: z.string(), code: z.enum(['too_short', 'too_long']) })).describe('The first 50.'),
  refusedCount: z.int(),
})
export type SensitiveWordsAdded = z.infer<typeof SensitiveWordsAdded>

/** What is left out stays as it is. */
export const ChangeSensitiveWords = z.object({
  wordIds: z.array(Id).min(1).max(maxWordsAtOnce),
  action: SensitiveAction.optional(),
  isOn: z.boolean().optional(),
})
export type ChangeSensitiveWords = z.infer<typeof ChangeSensitiveWords>

export const SensitiveWordsPage = pageOf(SensitiveWord).extend({
  counts: z.object({ visitor: z.int(), agent: z.int() }).describe('How many there are in all, by side.'),
})
export type SensitiveWordsPage = z.infer<typeof SensitiveWordsPage>

/** What a visitor reads whose message was not sent, or who was warned. */
const noticeText = z.string().trim().min(1).max(200)
const inBothLanguages = z.object({ 'zh-CN': noticeText, 'en-US': noticeText })
export const SensitiveNotice = z.object({ blocked: inBothLanguages, warned: inBothLanguages })
export type SensitiveNotice = z.infer<typeof SensitiveNotice>

export const SensitiveTrial = z.object({
  outcome: z.enum(['clear', 'said', 'warned', 'blocked']),
  text: z.string().describe('As it would arrive.'),
  found: z.array(
    z.object({
      word: z.string().describe('As the list has it.'),
      found: z.string().describe('As it was written.'),
      action: SensitiveAction,
    }),
  ),
})
export type SensitiveTrial = z.infer<typeof SensitiveTrial>

/** What a conversation's row says of it. */
export const SensitiveMark = z.object({
  word: z.string().describe('As the list has it.'),
  watched: z
    .string()
    .nullable()
    .describe('As it was written, where it is a word to watch for: it is highlighted. Null for any other word.'),
})
export type SensitiveMark = z.infer<typeof SensitiveMark>

/** Somebody said, or tried to say, words of a list. */
export const SensitiveHit = z.object({
  hitId: Id,
  at: Moment,
  side: SensitiveSide,
  action: SensitiveAction.describe('The strictest of what happened.'),
  words: z.array(z.string()),
  agentId: Id.nullable().describe('Who wrote it; null: the visitor.'),
  visitorId: Id,
  visitorName: z.string().describe('What he is called: by his name, else by region, site and style (D2.1).'),
  conversationId: Id.nullable().describe('Null: it was not let through, and there was no conversation yet.'),
  seq: z.int().nullable().describe('Where it stands; null: it was not let through.'),
  text: z.string().nullable().describe('What was written, shortened: kept only where a word says that it is.'),
})
export type SensitiveHit = z.infer<typeof SensitiveHit>

export const SensitiveUnseen = z.object({
  count: z.int().describe('What somebody has to be told of since he last looked; 100 means that many or more.'),
  latest: SensitiveHit.nullable(),
})
export type SensitiveUnseen = z.infer<typeof SensitiveUnseen>

export const SensitiveImportPlan = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  bad: z.array(BadRow).describe('The first 200 of them; nothing is imported while there is any.'),
  badCount: z.int(),
  sample: z
    .array(
      z.object({
        row: z.int(),
        change: z.enum(['added', 'changed']),
        side: SensitiveSide,
        word: z.string(),
        action: SensitiveAction,
      }),
    )
    .describe('The first 50 changes.'),
})
export type SensitiveImportPlan = z.infer<typeof SensitiveImportPlan>

const tag = 'sensitive'
const manage = { access: 'sensitive.manage', tag } as const
const review = { access: 'sensitive.review', audit: null, tag } as const
const Sheet = z.object({ sheetFileId: Id })

export const sensitive = {
  words: route('GET', '/sensitive-words', { ...manage, audit: null, title: 'The words of a list, latest first' })
    .input(
      PageRequest.extend({
        side: SensitiveSide,
        action: SensitiveAction.optional(),
        find: z.string().trim().max(maxSensitiveWordLength).optional().describe('Part of a word, in any spelling.'),
      }),
    )
    .output(SensitiveWordsPage),
  add: route('POST', '/sensitive-words', {
    ...manage,
    audit: 'sensitive.added',
    title: 'Add words to a list, or to both; those that are there already stay as they are',
  })
    .input(AddSensitiveWords)
    .output(SensitiveWordsAdded),
  change: route('PUT', '/sensitive-words', {
    ...manage,
    audit: 'sensitive.changed',
    title: 'Change what happens to words, or switch them off or on',
  })
    .input(ChangeSensitiveWords)
    .output(z.object({ changed: z.int() })),
  remove: route('POST', '/sensitive-words/removal', {
    ...manage,
    audit: 'sensitive.removed',
    title: 'Take words off their lists',
  })
    .input(ChangeSensitiveWords.pick({ wordIds: true }))
    .output(z.object({ removed: z.int() })),
  try: route('POST', '/sensitive-words/trial', {
    ...manage,
    audit: null,
    title: 'What would happen to a message; nothing is sent and nothing is kept',
  })
    .input(z.object({ side: SensitiveSide, text: z.string().min(1).max(maxTextLength) }))
    .output(SensitiveTrial),
  export: route('POST', '/sensitive-words/export', {
    ...manage,
    audit: 'sensitive.exported',
    title: 'Write both lists into a spreadsheet',
  })
    .input(z.object({ format: z.enum(['xlsx', 'csv']) }))
    .output(z.object({ fileId: Id })),
  previewImport: route('POST', '/sensitive-words/import/preview', {
    ...manage,
    audit: null,
    title: 'Say what an import of an uploaded spreadsheet would change',
  })
    .input(Sheet)
    .output(SensitiveImportPlan),
  import: route('POST', '/sensitive-words/import', {
    ...manage,
    audit: 'sensitive.imported',
    title: 'Import a spreadsheet, whole or not at all',
  })
    .input(Sheet)
    .output(SensitiveImportPlan),
  notice: route('GET', '/sensitive-words/notice', {
    ...manage,
    audit: null,
    title: 'What a visitor reads whose message was not sent, or who was warned',
  }).output(SensitiveNotice),
  saveNotice: route('PUT', '/sensitive-words/notice', {
    ...manage,
    audit: 'sensitive.notice_saved',
    title: 'Change what a visitor reads whose message was not sent, or who was warned',
  })
    .input(SensitiveNotice)
    .output(SensitiveNotice),

  hits: route('GET', '/sensitive-hits', {
    ...review,
    title: 'Where words of the lists were said, latest first: in conversations that I may see',
  })
    .input(PageRequest.extend({ side: SensitiveSide.optional(), action: SensitiveAction.optional() }))
    .output(pageOf(SensitiveHit)),
  unseen: route('GET', '/sensitive-hits/unseen', {
    ...review,
    title: 'How much there is to be told of since I last looked',
  }).output(SensitiveUnseen),
  seen: route('POST', '/sensitive-hits/seen', { ...review, title: 'I have looked at all there is' }),
}
