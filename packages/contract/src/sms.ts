import { z } from 'zod'
import { Id, line, Moment, PageRequest, pageOf } from './ids.ts'
import { route } from './route.ts'
import { secret } from './secret.ts'

export const SmsProvider = z.enum(['aliyun', 'tencent'])
export type SmsProvider = z.infer<typeof SmsProvider>

/** sent: the provider took it. delivered: the phone has it, says the provider’s receipt. */
export const SmsState = z.enum(['queued', 'sent', 'delivered', 'failed'])
export type SmsState = z.infer<typeof SmsState>

/** What a short message is about; the part of the product that asked for it. */
export const SmsPurpose = z.enum(['appointment', 'test'])
export type SmsPurpose = z.infer<typeof SmsPurpose>

const account = {
  provider: SmsProvider.nullable().describe('Null: none; nothing is sent.'),
  keyId: line(128).describe('AccessKeyId (Aliyun), SecretId (Tencent Cloud).'),
  appId: line(40).describe('SmsSdkAppId; Tencent Cloud only.'),
  region: line(40).describe('Tencent Cloud only; `ap-guangzhou` by default.'),
  signName: line(40).describe('The signature that the provider reviewed: what stands in brackets before the text.'),
  dailyLimit: z
    .int()
    .min(0)
    .max(1_000_000)
    .describe('Nothing more is sent on a day that had so many; a bill has an end.'),
}
export const SmsSettings = z.object({
  ...account,
  hasSecret: z.boolean(),
  receiptUrl: z
    .url()
    .nullable()
    .describe('What the provider is told to report to. It holds a secret of its own; null without a provider.'),
  sentToday: z.int().describe('Of what the daily limit counts.'),
})
export type SmsSettings = z.infer<typeof SmsSettings>
export const SaveSmsSettings = z.object({
  ...account,
  secret: secret(line(256).optional().describe('AccessKeySecret, SecretKey. Absent: as it was.')),
})
export type SaveSmsSettings = z.infer<typeof SaveSmsSettings>

export const SmsParameter = z.object({ name: line(30), value: line(200) })
export type SmsParameter = z.infer<typeof SmsParameter>

export const SmsRecord = z.object({
  smsId: Id,
  at: Moment,
  purpose: SmsPurpose,
  aboutId: Id.nullable().describe('Of the appointment …'),
  phone: z.string().describe('With its middle hidden.'),
  templateCode: z.string(),
  state: SmsState,
  failure: z
    .string()
    .nullable()
    .describe(
      'The provider’s own code, or ours: `sms.daily_limit`, `sms.off`, `sms.unreachable`, `sms.too_late`. Of one that still waits: why it was not taken so far.',
    ),
  tries: z.int().describe('How often it was handed to the provider.'),
  changedAt: Moment.describe('When it came into this state.'),
})
export type SmsRecord = z.infer<typeof SmsRecord>

const tag = 'sms'
const manage = { access: 'sms.manage', tag } as const

export const sms = {
  settings: route('GET', '/sms-settings', { ...manage, audit: null, title: 'The account that sends' }).output(
    SmsSettings,
  ),
  saveSettings: route('PUT', '/sms-settings', { ...manage, audit: 'sms_settings.saved', title: 'Set who sends' })
    .input(SaveSmsSettings)
    .output(SmsSettings),
  renewReceiptUrl: route('POST', '/sms-settings/receipt-url', {
    ...manage,
    audit: 'sms_settings.receipt_url_renewed',
    title: 'Another address for receipts; the one before answers no more',
  }).output(SmsSettings),
  test: route('POST', '/sms-settings/test', {
    ...manage,
    audit: 'sms.tested',
    title: 'Send one now and say what the provider said',
  })
    .input(
      z.object({
        phone: secret(line(30).min(1)),
        templateCode: line(40).min(1),
        parameters: secret(z.array(SmsParameter).max(12).default([])),
      }),
    )
    .output(SmsRecord),
  records: route('GET', '/sms-records', { ...manage, audit: null, title: 'What was sent, latest first' })
    .input(PageRequest.extend({ state: SmsState.optional() }))
    .output(pageOf(SmsRecord)),
}
