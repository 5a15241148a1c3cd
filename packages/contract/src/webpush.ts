import { z } from 'zod'
import { Id, Moment } from './ids.ts'
import { route } from './route.ts'
import { secret } from './secret.ts'

/** What an agent is told of while no page of his is looked at. */
export const WebpushKind = z.enum(['received', 'message', 'transfer', 'mention', 'appointment'])
export type WebpushKind = z.infer<typeof WebpushKind>

/** What a browser's push subscription consists of (`PushSubscription.toJSON()`), and what this device wants. */
export const Subscribe = z.object({
  endpoint: secret(z.url().max(2_000)),
  p256dh: secret(z.string().min(1).max(200)),
  auth: secret(z.string().min(1).max(100)),
  locale: z.enum(['zh-CN', 'en-US']).describe('Of the notifications.'),
  kinds: z.array(WebpushKind).min(1).max(WebpushKind.options.length),
})
export type Subscribe = z.infer<typeof Subscribe>

/** A device that is reached when its pages are closed. Where it is reached is told to nobody. */
export const WebpushSubscription = z.object({
  webpushSubscriptionId: Id,
  device: z.string(),
  isCurrent: z.boolean().describe('Of the session that asks.'),
  kinds: z.array(WebpushKind),
  createdAt: Moment,
  lastSentAt: Moment.nullable(),
})
export type WebpushSubscription = z.infer<typeof WebpushSubscription>

export const WebpushSettings = z.object({ showsText: z.boolean() })
export type WebpushSettings = z.infer<typeof WebpushSettings>

/** What arrives in the service worker, decrypted. */
export const WebpushPayload = z.object({
  kind: WebpushKind.or(z.literal('test')),
  conversationId: Id.nullable(),
  title: z.string(),
  body: z.string(),
})
export type WebpushPayload = z.infer<typeof WebpushPayload>

/** A visitor's browser; it is told of answers, of nothing else. */
export const SubscribeVisitor = Subscribe.omit({ kinds: true })
export type SubscribeVisitor = z.infer<typeof SubscribeVisitor>

/** What arrives in the service worker of the chat, decrypted. */
export const VisitorWebpushPayload = z.object({
  title: z.string(),
  body: z.string(),
  path: z.string().describe('Where the chat is, at this address.'),
})
export type VisitorWebpushPayload = z.infer<typeof VisitorWebpushPayload>

const tag = 'webpush'
const mine = { access: 'signed-in', tag } as const

export const webpush = {
  mine: route('GET', '/webpush', {
    ...mine,
    audit: null,
    title: 'My devices that are notified, and how to add one',
  }).output(
    z.object({
      publicKey: z.string().describe('The server’s, for `applicationServerKey`: base64url.'),
      subscriptions: z.array(WebpushSubscription),
    }),
  ),
  subscribe: route('PUT', '/webpush/subscription', {
    ...mine,
    audit: 'webpush.subscribed',
    title: 'Notify this device when no page is open; replaces what this session had',
  })
    .input(Subscribe)
    .output(WebpushSubscription),
  unsubscribe: route('DELETE', '/webpush/subscriptions/{webpushSubscriptionId}', {
    ...mine,
    audit: 'webpush.unsubscribed',
    title: 'Notify this device no more',
  }).input(z.object({ webpushSubscriptionId: Id })),
  test: route('POST', '/webpush/subscriptions/{webpushSubscriptionId}/test', {
    ...mine,
    audit: null,
    title: 'Send a notification to try it',
  }).input(z.object({ webpushSubscriptionId: Id })),
  settings: route('GET', '/webpush-settings', {
    ...mine,
    audit: null,
    title: 'What notifications show in this company',
  }).output(WebpushSettings),
  saveSettings: route('PUT', '/webpush-settings', {
    access: 'company.manage',
    tag,
    audit: 'webpush.settings_saved',
    title: 'Decide what notifications show',
  })
    .input(WebpushSettings)
    .output(WebpushSettings),
  visitorKey: route('GET', '/my/webpush', {
    access: 'visitor',
    audit: null,
    tag,
    title: 'A visitor: what a browser needs to be told of answers',
  }).output(z.object({ publicKey: z.string().describe('The server’s, for `applicationServerKey`: base64url.') })),
  subscribeVisitor: route('POST', '/my/webpush', {
    access: 'visitor',
    audit: null,
    tag,
    title: 'A visitor: tell this browser when I am answered and do not look',
  })
    .input(SubscribeVisitor)
    .output(z.object({ isOn: z.boolean() })),
  unsubscribeVisitor: route('POST', '/my/webpush/end', {
    access: 'visitor',
    audit: null,
    tag,
    title: 'A visitor: tell this browser no more; what is not there is no fault',
  })
    .input(Subscribe.pick({ endpoint: true }))
    .output(z.object({ isOn: z.boolean() })),
}
