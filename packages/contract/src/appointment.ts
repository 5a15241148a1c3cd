import { z } from 'zod'
import { appointmentPushes, appointmentStyles, appointmentVariables } from './appointment-styles.ts'
import { Id, line, MessageId, Moment, PageRequest, pageOf } from './ids.ts'
import { maxAppointmentFields, maxAppointmentReminders, maxAppointmentTemplates } from './limits.ts'
import { route } from './route.ts'
import { secret } from './secret.ts'
import { SmsState } from './sms.ts'

/** made: the visitor is expected. The other three end it; an ended one can be made again. */
export const AppointmentState = z.enum(['made', 'arrived', 'no_show', 'cancelled'])
export type AppointmentState = z.infer<typeof AppointmentState>
export const AppointmentStyle = z.enum(appointmentStyles)
export type AppointmentStyle = z.infer<typeof AppointmentStyle>
export const AppointmentVariable = z.enum(appointmentVariables)
export type AppointmentVariable = z.infer<typeof AppointmentVariable>
export const AppointmentPush = z.enum(appointmentPushes)
export type AppointmentPush = z.infer<typeof AppointmentPush>

// ---- templates -------------------------------------------------------------------------------------------------------

/** What a template asks for beside name, phone and time. */
export const AppointmentField = z.object({
  fieldId: Id.describe('Made by the client; values are kept under it, so a renamed field keeps them.'),
  name: line(20).min(1),
  kind: z.enum(['text', 'long_text', 'select']),
  options: z.array(line(40).min(1)).max(50).describe('What can be chosen, for `select`.'),
  isRequired: z.boolean(),
  isOnCard: z.boolean().describe('Whether the visitor sees it; else it is for colleagues.'),
})
export type AppointmentField = z.infer<typeof AppointmentField>

export const SaveAppointmentTemplate = z.object({
  name: line(20).min(1).describe('What agents call it.'),
  style: AppointmentStyle,
  title: line(30).min(1).describe('The heading of the card.'),
  place: line(40).min(1).describe('Where one comes: the branch, the department.'),
  address: line(100).default(''),
  telephone: line(30).default(''),
  notice: z.string().trim().max(500).default('').describe('What to bring, what to mind; lines are kept.'),
  fields: z.array(AppointmentField).max(maxAppointmentFields).default([]),
})
export type SaveAppointmentTemplate = z.infer<typeof SaveAppointmentTemplate>
export const AppointmentTemplate = SaveAppointmentTemplate.extend({
  templateId: Id,
  isRemoved: z.boolean().describe('Appointments of a removed template keep it; new ones cannot have it.'),
})
export type AppointmentTemplate = z.infer<typeof AppointmentTemplate>

// ---- appointments ----------------------------------------------------------------------------------------------------

/** `X7K2-94QF`: unique within the company, without letters and digits that are mistaken for each other. */
export const AppointmentNumber = z.string().regex(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/)

/** One row of the list. */
export const AppointmentRow = z.object({
  appointmentId: Id,
  number: AppointmentNumber,
  templateId: Id,
  templateName: z.string(),
  style: AppointmentStyle,
  state: AppointmentState,
  name: z.string(),
  phone: z.string().describe('As E.164, or empty.'),
  at: Moment.describe('When the visitor is expected.'),
  visitorId: Id.nullable(),
  visitorName: z.string(),
  conversationId: Id.nullable(),
  agentId: Id.describe('Who made it.'),
  sentAt: Moment.nullable().describe('When its card was last sent to the visitor.'),
  createdAt: Moment,
  changedAt: Moment,
})
export type AppointmentRow = z.infer<typeof AppointmentRow>

/** What happened to it, oldest first. */
export const AppointmentEntry = z.object({
  entryId: Id,
  at: Moment,
  agentId: Id.nullable().describe('Null: the visitor, or the clock.'),
  body: z.discriminatedUnion('type', [
    z.object({ type: z.literal('made') }),
    z.object({ type: z.literal('sent') }),
    z.object({ type: z.literal('moved'), from: Moment, to: Moment }),
    z.object({ type: z.literal('changed') }),
    z.object({ type: z.literal('state'), from: AppointmentState, to: AppointmentState, reason: z.string() }),
    z.object({
      type: z.literal('push'),
      push: AppointmentPush,
      state: SmsState.describe('Now, not when it was written.'),
      failure: z.string().nullable().describe('The provider’s own code.'),
    }),
  ]),
})
export type AppointmentEntry = z.infer<typeof AppointmentEntry>

const AppointmentValues = z.record(z.string(), z.string().trim().max(1_000)).describe('By field id of the template.')

export const Appointment = AppointmentRow.extend({
  revision: z.int().describe('Counts changes; who changes it says which revision he saw.'),
  values: AppointmentValues,
  note: z.string().describe('For colleagues; the visitor never sees it.'),
  url: z.url().describe('The page of its card; who has it sees the card and nothing else.'),
  mayOpenConversation: z.boolean().describe('Whether who asks sees that conversation.'),
  entries: z.array(AppointmentEntry),
})
export type Appointment = z.infer<typeof Appointment>

const fields = {
  name: line(40).min(1),
  phone: line(30).describe('Any way of writing it; checked and kept as E.164. Empty: none.'),
  at: Moment,
  values: AppointmentValues,
  note: z.string().trim().max(1_000),
}

/** The client makes the id, so a retry is the same request. */
export const AddAppointment = z.object({
  id: MessageId,
  templateId: Id,
  conversationId: Id.nullable().default(null).describe('Whose visitor it is for; null: somebody who is no visitor.'),
  ...fields,
  // Whom it is for is in the appointment: the operation log has no use for it.
  name: secret(fields.name),
  phone: secret(fields.phone.default('')),
  values: secret(fields.values.default({})),
  note: secret(fields.note.default('')),
})
export type AddAppointment = z.infer<typeof AddAppointment>

/** `undefined` leaves a value. */
export const ChangeAppointment = z
  .object({ ...fields })
  .partial()
  .extend({
    appointmentId: Id,
    revision: z.int().min(1),
    name: secret(fields.name.optional()),
    phone: secret(fields.phone.optional()),
    values: secret(fields.values.optional()),
    note: secret(fields.note.optional()),
  })
export type ChangeAppointment = z.infer<typeof ChangeAppointment>

const AppointmentFilter = z.object({
  state: AppointmentState.optional(),
  view: z.enum(['all', 'mine']).default('all').describe('`mine`: made by who asks.'),
  templateId: Id.optional(),
  agentId: Id.optional(),
  visitorId: Id.optional(),
  from: Moment.optional().describe('Of `at`, inclusive.'),
  until: Moment.optional().describe('Of `at`, exclusive.'),
  words: z.string().trim().max(100).optional().describe('In name, phone or number.'),
})
export const AppointmentQuery = PageRequest.extend({
  ...AppointmentFilter.shape,
  sort: z
    .enum(['soonest', 'latest', 'made'])
    .default('soonest')
    .describe('By `at` upwards or downwards; or latest made.'),
})
export type AppointmentQuery = z.infer<typeof AppointmentQuery>

/** Of what the filter holds, the state aside. */
export const AppointmentCounts = z.object({
  made: z.int(),
  arrived: z.int(),
  no_show: z.int(),
  cancelled: z.int(),
  overdue: z.int().describe('Still `made` though their time passed: somebody should say what became of them.'),
})
export type AppointmentCounts = z.infer<typeof AppointmentCounts>

// ---- what the visitor sees -------------------------------------------------------------------------------------------

/** The page of a card; anybody who holds its address. Places and notices are the template’s of now, so that a move is seen. */
export const AppointmentCard = z.object({
  number: AppointmentNumber,
  style: AppointmentStyle,
  title: z.string(),
  company: z.string(),
  state: AppointmentState,
  name: z.string(),
  at: Moment,
  timeZone: z.string().describe('Of the company: the time is said in it, wherever the visitor is.'),
  place: z.string(),
  address: z.string(),
  telephone: z.string(),
  notice: z.string(),
  lines: z.array(z.object({ name: z.string(), text: z.string() })).describe('The template’s own fields, if shown.'),
})
export type AppointmentCard = z.infer<typeof AppointmentCard>

// ---- push settings ---------------------------------------------------------------------------------------------------

/** One kind of short message: which of the provider’s reviewed templates, and what goes into its variables. */
export const AppointmentPushTemplate = z.object({
  isOn: z.boolean(),
  code: line(40).describe('The provider’s name of the template: `SMS_1234567` or `1234567`.'),
  text: z.string().trim().max(300).describe('As it was handed in for review, with {name} …: shown as a preview only.'),
  variables: z
    .array(z.object({ name: line(30).describe('As the provider’s template calls it.'), variable: AppointmentVariable }))
    .max(12),
})
export type AppointmentPushTemplate = z.infer<typeof AppointmentPushTemplate>
export const AppointmentSettings = z.object({
  pushes: z.object({
    sent: AppointmentPushTemplate,
    moved: AppointmentPushTemplate,
    cancelled: AppointmentPushTemplate,
    reminder: AppointmentPushTemplate,
  } satisfies Record<AppointmentPush, z.ZodType>),
  reminders: z
    .array(
      z
        .int()
        .min(1)
        .max(14 * 24),
    )
    .max(maxAppointmentReminders)
    .describe('Hours before the time at which the visitor’s phone and the agent are reminded.'),
})
export type AppointmentSettings = z.infer<typeof AppointmentSettings>

const tag = 'appointment'
const handle = { access: 'appointment.handle', tag } as const
const manage = { access: 'appointment.manage', tag } as const

export const appointment = {
  templates: route('GET', '/appointment-templates', {
    ...handle,
    audit: null,
    title: 'Templates in their order, removed ones too',
  }).output(z.array(AppointmentTemplate)),
  addTemplate: route('POST', '/appointment-templates', {
    ...manage,
    audit: 'appointment_template.added',
    title: `Add a template, at most ${maxAppointmentTemplates}`,
  })
    .input(SaveAppointmentTemplate)
    .output(AppointmentTemplate),
  saveTemplate: route('PUT', '/appointment-templates/{templateId}', {
    ...manage,
    audit: 'appointment_template.saved',
    title: 'Change a template; cards that were sent show it',
  })
    .input(SaveAppointmentTemplate.extend({ templateId: Id }))
    .output(AppointmentTemplate),
  removeTemplate: route('DELETE', '/appointment-templates/{templateId}', {
    ...manage,
    audit: 'appointment_template.removed',
    title: 'Remove a template; appointments of it keep it',
  }).input(z.object({ templateId: Id })),
  orderTemplates: route('PUT', '/appointment-templates-order', {
    ...manage,
    audit: 'appointment_template.ordered',
    title: 'The order in which agents are offered them',
  })
    .input(z.object({ templateIds: z.array(Id).max(maxAppointmentTemplates) }))
    .output(z.array(AppointmentTemplate)),
  list: route('GET', '/appointments', { ...handle, audit: null, title: 'Appointments I may see' })
    .input(AppointmentQuery)
    .output(pageOf(AppointmentRow)),
  counts: route('GET', '/appointments-counts', { ...handle, audit: null, title: 'How many there are of each state' })
    .input(AppointmentFilter.omit({ state: true }))
    .output(AppointmentCounts),
  get: route('GET', '/appointments/{appointmentId}', {
    ...handle,
    audit: null,
    title: 'An appointment and what happened to it',
  })
    .input(z.object({ appointmentId: Id }))
    .output(Appointment),
  add: route('POST', '/appointments', {
    ...handle,
    audit: 'appointment.added',
    title: 'Make an appointment; the same id again changes nothing. It is sent as a message of its conversation',
  })
    .input(AddAppointment)
    .output(Appointment),
  change: route('PATCH', '/appointments/{appointmentId}', {
    ...handle,
    audit: 'appointment.changed',
    title: 'Change an appointment; refused when somebody else changed it since',
  })
    .input(ChangeAppointment)
    .output(Appointment),
  setState: route('PUT', '/appointments/{appointmentId}/state', {
    ...handle,
    audit: 'appointment.state_set',
    title: 'Say what became of it; the same state again changes nothing',
  })
    .input(
      z.object({
        appointmentId: Id,
        revision: z.int().min(1),
        state: AppointmentState,
        reason: line(100).default('').describe('Of a cancellation; for colleagues.'),
      }),
    )
    .output(Appointment),
  export: route('POST', '/appointments/export', {
    ...handle,
    audit: 'appointment.exported',
    title: 'Write what the filter holds into a spreadsheet, at most 50,000 rows',
  })
    .input(AppointmentFilter.extend({ words: secret(AppointmentFilter.shape.words), format: z.enum(['xlsx', 'csv']) }))
    .output(z.object({ fileId: Id })),
  settings: route('GET', '/appointment-settings', {
    ...manage,
    audit: null,
    title: 'What is told to phones, and when',
  }).output(AppointmentSettings),
  saveSettings: route('PUT', '/appointment-settings', {
    ...manage,
    audit: 'appointment_settings.saved',
    title: 'Set what is told to phones, and when',
  })
    .input(AppointmentSettings)
    .output(AppointmentSettings),
  card: route('GET', '/appointment-cards/{token}', {
    access: 'public',
    tag,
    audit: null,
    title: 'The card that an address leads to',
  })
    .input(z.object({ token: secret(z.string().regex(/^[A-Za-z0-9_-]{22}$/)) }))
    .output(AppointmentCard),
}
