import { agentOf, os, visitorOf } from '../../platform/http/index.ts'
import type { Webpush } from './webpush.ts'

export const createWebpushRoutes = ({ subscriptions, visitorSubscriptions, test }: Webpush) => ({
  mine: os.webpush.mine.handler(({ context }) => subscriptions.mine(agentOf(context))),
  subscribe: os.webpush.subscribe.handler(({ context, input }) =>
    subscriptions.subscribe(agentOf(context), input, context.userAgent),
  ),
  unsubscribe: os.webpush.unsubscribe.handler(({ context, input }) =>
    subscriptions.unsubscribe(agentOf(context), input.webpushSubscriptionId),
  ),
  test: os.webpush.test.handler(({ context, input }) => test(agentOf(context), input.webpushSubscriptionId)),
  settings: os.webpush.settings.handler(({ context }) => subscriptions.settings(agentOf(context))),
  saveSettings: os.webpush.saveSettings.handler(({ context, input }) =>
    subscriptions.saveSettings(agentOf(context), input),
  ),
  visitorKey: os.webpush.visitorKey.handler(() => visitorSubscriptions.key()),
  subscribeVisitor: os.webpush.subscribeVisitor.handler(async ({ context, input }) => {
    await visitorSubscriptions.subscribe(visitorOf(context), input)
    return { isOn: true }
  }),
  unsubscribeVisitor: os.webpush.unsubscribeVisitor.handler(async ({ context, input }) => {
    await visitorSubscriptions.unsubscribe(visitorOf(context), input.endpoint)
    return { isOn: false }
  }),
})
