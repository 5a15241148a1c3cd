import { z } from 'zod'
import { Id, line } from './ids.ts'
import { assistantLimits, assistantTasks, translationLanguages } from './limits.ts'
import { route } from './route.ts'
import { secret } from './secret.ts'

export const AssistantTask = z.enum(assistantTasks)
export type AssistantTask = z.infer<typeof AssistantTask>

/** BCP 47. */
export const TranslationLanguage = z.enum(translationLanguages)
export type TranslationLanguage = z.infer<typeof TranslationLanguage>

export const AssistantSettings = z.object({
  baseUrl: z.string().trim().max(300).describe('Of an OpenAI-compatible interface, up to and with its version'),
  model: line(100),
  hasKey: z.boolean(),
  tasks: z.array(AssistantTask).max(assistantTasks.length).describe('Those that are switched on.'),
  monthlyAllowance: z
    .int()
    .min(1_000)
    .max(2_000_000_000)
    .nullable()
    .describe('Nothing more is asked beyond; null: no limit.'),
})
export type AssistantSettings = z.infer<typeof AssistantSettings>

export const SaveAssistantSettings = AssistantSettings.omit({ hasKey: true }).extend({
  key: secret(z.string().trim().max(400).optional().describe('Absent: the key stays. Empty: there is none.')),
})
export type SaveAssistantSettings = z.infer<typeof SaveAssistantSettings>

export const AssistantUsage = z.object({
  month: z.string().describe('2026-11, in UTC.'),
  tokens: z.int(),
  tasks: z.array(
    z.object({
      task: AssistantTask,
      calls: z.int(),
      failures: z.int(),
      promptTokens: z.int(),
      completionTokens: z.int(),
    }),
  ),
})
export type AssistantUsage = z.infer<typeof AssistantUsage>

/** An entry of the knowledge base that a suggestion rests on. */
export const AssistantSource = z.object({ entryId: Id, title: z.string(), answer: z.string() })
export type AssistantSource = z.infer<typeof AssistantSource>

export const AssistantReply = z.object({
  text: z.string(),
  sources: z.array(AssistantSource).describe('What of the knowledge base the model says that it has used.'),
})
export type AssistantReply = z.infer<typeof AssistantReply>

const tag = 'assistant'
const manage = { access: 'assistant.manage', tag } as const
const serve = { access: 'conversation.serve', audit: null, tag } as const
const ConversationRef = z.object({ conversationId: Id })
const Suggested = z.object({ text: z.string() })

export const assistant = {
  settings: route('GET', '/assistant-settings', {
    ...manage,
    audit: null,
    title: 'Which language model is asked, and for what',
  }).output(AssistantSettings),
  saveSettings: route('PUT', '/assistant-settings', {
    ...manage,
    audit: 'assistant.settings_saved',
    title: 'Change which language model is asked, and for what',
  })
    .input(SaveAssistantSettings)
    .output(AssistantSettings),
  test: route('POST', '/assistant-settings/test', {
    ...manage,
    audit: null,
    title: 'Ask the model as it is set up for a word; refused with what stands in the way',
  }).output(z.object({ text: z.string(), tookMs: z.int() })),
  usage: route('GET', '/assistant-usage', {
    ...manage,
    audit: null,
    title: 'What was asked this month',
  }).output(AssistantUsage),
  tasks: route('GET', '/assistant-tasks', {
    access: 'signed-in',
    audit: null,
    title: 'What the assistant does in this company now',
    tag,
  }).output(z.array(AssistantTask)),
  translate: route('POST', '/assistant/translations', {
    ...serve,
    title: 'Texts in another language, in their order',
  })
    .input(
      z.object({
        texts: z.array(z.string().min(1).max(assistantLimits.textLength)).min(1).max(assistantLimits.texts),
        to: TranslationLanguage,
      }),
    )
    .output(z.object({ texts: z.array(z.string()) })),
  reply: route('POST', '/conversations/{conversationId}/assistant/reply', {
    ...serve,
    title: 'What I could answer the visitor, and what that rests on; nothing is sent',
  })
    .input(ConversationRef)
    .output(AssistantReply),
  summary: route('POST', '/conversations/{conversationId}/assistant/summary', {
    ...serve,
    title: 'What the conversation was about, for a colleague',
  })
    .input(ConversationRef)
    .output(Suggested),
  classify: route('POST', '/conversations/{conversationId}/assistant/classes', {
    ...serve,
    title: 'Which classes fit the conversation, the best first; nothing is classified',
  })
    .input(ConversationRef)
    .output(z.object({ classIds: z.array(Id) })),
}
