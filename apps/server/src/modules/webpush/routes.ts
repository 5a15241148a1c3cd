import { agentOf, os } from '../../platform/http/index.ts'
import type { Webpush } from './webpush.ts'

export const createWebpushRoutes = ({ subscriptions, test }: Webpush) => ({
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
})
