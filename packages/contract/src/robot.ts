import { z } from 'zod'
import { Conversation } from './conversation.ts'
import { StoredFile } from './file.ts'
import { Id, line, Moment, PageRequest, pageOf } from './ids.ts'
import { maxRobotTitleLength, maxRobotVariants } from './limits.ts'
import { BadRow, PhraseBody } from './phrase.ts'
import { route } from './route.ts'

export { maxRobotDepth, maxRobotEntries, maxRobotVariants } from './limits.ts'

// ---- what it knows ---------------------------------------------------------------------------------------------------

const Title = line(maxRobotTitleLength).min(1)
/** Another way to ask the same. */
const Variant = line(maxRobotTitleLength).min(1)

/** A topic, or a question with its answer. An answer is anything that a phrase can be. */
export const SaveRobotEntry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topic'), title: line(40).min(1) }),
  z.object({
    kind: z.literal('question'),
    title: Title,
    variants: z.array(Variant).max(maxRobotVariants).default([]),
    body: PhraseBody,
    isEnabled: z.boolean().default(true),
  }),
])
export type SaveRobotEntry = z.infer<typeof SaveRobotEntry>

/** Where in the tree: in a topic (null: at the top), before one of those there (null: after the last). */
export const RobotPlace = z.object({ topicId: Id.nullable(), beforeId: Id.nullable().default(null) })
export type RobotPlace = z.infer<typeof RobotPlace>

const node = {
  entryId: Id,
  topicId: Id.nullable(),
  position: z.number().describe('Among those in the same topic: ascending.'),
  title: z.string(),
}
const question = { kind: z.literal('question'), ...node, isEnabled: z.boolean(), hitCount: z.int() }

/** One line of the tree. */
export const RobotNode = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('topic'), ...node }),
  z.object({ ...question, variantCount: z.int() }),
])
export type RobotNode = z.infer<typeof RobotNode>

export const RobotQuestion = z.object({
  ...question,
  variants: z.array(z.string()),
  body: PhraseBody,
  file: StoredFile.nullable().describe('What the body’s file is; null for a body without one.'),
  lastHitAt: Moment.nullable(),
})
export type RobotQuestion = z.infer<typeof RobotQuestion>

// ---- how it behaves --------------------------------------------------------------------------------------------------

/** Whom a new conversation goes to: `first` to the robot, `unattended` to the robot when no agent is there. */
export const RobotReceives = z.enum(['never', 'first', 'unattended'])
export type RobotReceives = z.infer<typeof RobotReceives>

const Sentence = z.string().trim().min(1).max(500)
const Word = line(20).min(1)

/** What it says beside answers, in one language. */
export const RobotSentences = z.object({
  greeting: Sentence.describe('It is greeted.'),
  menu: Sentence.describe('It asks what was meant.'),
  unknown: Sentence.describe('It does not know, and somebody takes over at once.'),
  person: Sentence.describe('A person is asked for, and takes over at once.'),
  toPerson: Word.describe('What a visitor presses to ask for a person.'),
  busy: Sentence.describe('It hands over, and all who are there are busy.'),
  away: Sentence.describe('It hands over, and nobody is there.'),
  overdue: Sentence.describe('Somebody has waited too long, and is asked to leave word.'),
  meanwhile: Sentence.describe('Somebody has waited too long, and the robot answers until it is his turn.'),
  thanks: Sentence.describe('It is thanked.'),
})
export type RobotSentences = z.infer<typeof RobotSentences>

/** What becomes of who has waited too long: asked to leave word, or answered by the robot; his place he keeps. */
export const RobotAfterWait = z.enum(['message', 'robot'])
export type RobotAfterWait = z.infer<typeof RobotAfterWait>

export const SaveRobotSettings = z.object({
  name: line(20).min(1).describe('As visitors and agents see it.'),
  avatarFileId: Id.nullable(),
  receives: RobotReceives,
  sites: z
    .array(z.object({ siteId: Id, receives: RobotReceives }))
    .max(200)
    .describe('Sites where it is otherwise.'),
  answerAt: z.number().min(0.2).max(1).describe('It answers when it is at least this sure.'),
  suggestAt: z.number().min(0.1).max(1).describe('Below that it asks what was meant, when it is at least this sure.'),
  says: z
    .object({ 'zh-CN': RobotSentences, 'en-US': RobotSentences })
    .describe('What it says beside answers, in the language of the visitor’s chat.'),
  waitLimitSeconds: z
    .int()
    .min(30)
    .max(3_600)
    .nullable()
    .describe('How long somebody waits for a person before he is told what else he can do; null: for ever.'),
  afterWait: RobotAfterWait,
  personWords: z.array(Word).max(50).describe('Who says one of these wants a person.'),
  synonyms: z.array(z.array(Word).min(2).max(20)).max(300).describe('Words that mean the same.'),
  stopWords: z.array(Word).max(200).describe('Words that say nothing about what is asked.'),
})
export type SaveRobotSettings = z.infer<typeof SaveRobotSettings>

export const RobotSettings = SaveRobotSettings.extend({ avatarUrl: z.string().nullable() })
export type RobotSettings = z.infer<typeof RobotSettings>

/** The robot as visitors see it. */
export const RobotProfile = z.object({ name: z.string(), avatarUrl: z.string().nullable() })
export type RobotProfile = z.infer<typeof RobotProfile>

// ---- what it makes of a question -------------------------------------------------------------------------------------

/** `person`: a person is asked for. `greeting`, `thanks`: nothing is asked at all. */
export const RobotOutcome = z.enum(['answer', 'menu', 'unknown', 'person', 'greeting', 'thanks'])
export type RobotOutcome = z.infer<typeof RobotOutcome>

export const RobotTrial = z.object({
  outcome: RobotOutcome,
  by: z
    .enum(['rules', 'assistant'])
    .describe('A language model chose among the candidates where the rules were not sure.'),
  words: z.array(z.string()).describe('What it understood: the words that count.'),
  candidates: z
    .array(
      z.object({
        entryId: Id,
        title: z.string(),
        phrasing: z.string().describe('The title or the variant that is nearest.'),
        score: z.number().describe('How sure it is: 0 to 1.'),
      }),
    )
    .describe('The surest first.'),
  tookMs: z.number(),
})
export type RobotTrial = z.infer<typeof RobotTrial>

export const UnansweredQuestion = z.object({
  questionId: Id,
  text: z.string(),
  count: z.int(),
  lastAt: Moment,
  conversationId: Id.describe('Where it was asked last.'),
})
export type UnansweredQuestion = z.infer<typeof UnansweredQuestion>

export const RobotImportPlan = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  newTopics: z.int(),
  bad: z.array(BadRow).describe('The first 200 of them; nothing is imported while there is any.'),
  badCount: z.int(),
  sample: z
    .array(z.object({ row: z.int(), change: z.enum(['added', 'changed']), topic: z.string(), title: z.string() }))
    .describe('The first 50 changes.'),
})
export type RobotImportPlan = z.infer<typeof RobotImportPlan>

const tag = 'robot'
const manage = { access: 'robot.manage', tag } as const
const serve = { access: 'conversation.serve', audit: null, tag } as const
const EntryRef = z.object({ entryId: Id })
const QuestionRef = z.object({ questionId: Id })
const Sheet = z.object({ sheetFileId: Id })
const ConversationRef = z.object({ conversationId: Id })

export const robot = {
  tree: route('GET', '/robot/entries', {
    ...manage,
    audit: null,
    title: 'Everything the robot knows, without answers',
  }).output(z.array(RobotNode)),
  get: route('GET', '/robot/entries/{entryId}', { ...manage, audit: null, title: 'A question with its answer' })
    .input(EntryRef)
    .output(RobotQuestion),
  add: route('POST', '/robot/entries', { ...manage, audit: 'robot.entry_added', title: 'Add a topic or a question' })
    .input(z.object({ place: RobotPlace, entry: SaveRobotEntry }))
    .output(RobotNode),
  save: route('PUT', '/robot/entries/{entryId}', {
    ...manage,
    audit: 'robot.entry_saved',
    title: 'Change a topic or a question',
  })
    .input(EntryRef.extend({ entry: SaveRobotEntry }))
    .output(RobotNode),
  move: route('PUT', '/robot/entries/{entryId}/place', {
    ...manage,
    audit: 'robot.entry_moved',
    title: 'Move a topic or a question',
  })
    .input(EntryRef.extend({ place: RobotPlace }))
    .output(RobotNode),
  remove: route('DELETE', '/robot/entries/{entryId}', {
    ...manage,
    audit: 'robot.entry_removed',
    title: 'Remove a question, or a topic with all that is in it',
  })
    .input(EntryRef)
    .output(z.object({ removed: z.int() })),
  export: route('POST', '/robot/export', {
    ...manage,
    audit: 'robot.exported',
    title: 'Write all questions into a spreadsheet',
  })
    .input(z.object({ format: z.enum(['xlsx', 'csv']) }))
    .output(z.object({ fileId: Id })),
  previewImport: route('POST', '/robot/import/preview', {
    ...manage,
    audit: null,
    title: 'Say what an import of an uploaded spreadsheet would change',
  })
    .input(Sheet)
    .output(RobotImportPlan),
  import: route('POST', '/robot/import', {
    ...manage,
    audit: 'robot.imported',
    title: 'Import a spreadsheet, whole or not at all',
  })
    .input(Sheet)
    .output(RobotImportPlan),

  settings: route('GET', '/robot/settings', { ...manage, audit: null, title: 'How the robot behaves' }).output(
    RobotSettings,
  ),
  saveSettings: route('PUT', '/robot/settings', {
    ...manage,
    audit: 'robot.settings_saved',
    title: 'Change how the robot behaves',
  })
    .input(SaveRobotSettings)
    .output(RobotSettings),
  profile: route('GET', '/robot/profile', {
    access: 'signed-in',
    audit: null,
    title: 'The robot as it is shown beside what it says',
    tag,
  }).output(RobotProfile),
  try: route('POST', '/robot/try', { ...manage, audit: null, title: 'What the robot would make of a question' })
    .input(z.object({ question: z.string().trim().min(1).max(500) }))
    .output(RobotTrial),

  unanswered: route('GET', '/robot/unanswered', {
    ...manage,
    audit: null,
    title: 'What the robot was asked and did not know, latest first',
  })
    .input(PageRequest)
    .output(pageOf(UnansweredQuestion)),
  settle: route('POST', '/robot/unanswered/{questionId}/variant', {
    ...manage,
    audit: 'robot.variant_added',
    title: 'Make an unanswered question another way to ask something that the robot knows',
  })
    .input(QuestionRef.extend({ entryId: Id }))
    .output(RobotNode),
  dismiss: route('DELETE', '/robot/unanswered/{questionId}', {
    ...manage,
    audit: 'robot.question_dismissed',
    title: 'Forget an unanswered question',
  }).input(QuestionRef),

  setCustody: route('PUT', '/conversations/{conversationId}/custody', {
    ...serve,
    title: 'Let the robot answer in a conversation, or answer myself again',
  })
    .input(ConversationRef.extend({ isOn: z.boolean() }))
    .output(Conversation),
  standIn: route('GET', '/robot/stand-in', { ...serve, title: 'Whether the robot answers for me' }).output(
    z.object({ isOn: z.boolean() }),
  ),
  setStandIn: route('PUT', '/robot/stand-in', {
    ...serve,
    title: 'Let the robot answer for me in all my conversations',
  })
    .input(z.object({ isOn: z.boolean() }))
    .output(z.object({ isOn: z.boolean() })),
}
