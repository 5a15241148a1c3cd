import type { MemoryParts } from '../../platform/company-memory/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { Outbound } from '../../platform/outbound/index.ts'
import type { AppointmentDue } from '../appointment/index.ts'
import type { WebpushCollaborators } from './collaborators.ts'
import { agentDevices, visitorDevices } from './devices.ts'
import { tasks } from './jobs.ts'
import { createNotifier, type News } from './notifier.ts'
import { createReminder } from './reminder.ts'
import { createSender, type Push, type SenderParts } from './sender.ts'
import { createSubscriptions } from './subscriptions.ts'
import { listenForNews } from './triggers.ts'
import { createVapid } from './vapid.ts'
import { type Answered, createVisitorNotifier, type VisitorNotifierParts } from './visitor/notifier.ts'
import { createSubscribedVisitors } from './visitor/subscribed.ts'
import { createVisitorSubscriptions } from './visitor/subscriptions.ts'

export interface WebpushOptions {
  readonly db: Db
  readonly bus: MemoryParts['bus']
  readonly events: Pick<Events, 'on'>
  readonly outbound: Outbound
  readonly now: () => Date
  readonly newId: () => string
  /** 32 bytes each. */
  readonly vapidKey: Buffer
  readonly sealKey: Buffer
  /** Where push services find the operator: a mailto: or https: address. */
  readonly contact: string
  readonly deviceOf: (userAgent: string) => string
  readonly warnings: SenderParts['warnings']
  readonly collaborators: WebpushCollaborators
  readonly visitorCollaborators: VisitorNotifierParts['visitorCollaborators']
}

export function createWebpush(parts: WebpushOptions) {
  const { events, collaborators, vapidKey, contact } = parts
  const vapid = createVapid({ privateKey: vapidKey, contact })
  const subscriptions = createSubscriptions({ ...parts, publicKey: vapid.publicKey })
  const notifier = createNotifier(parts)
  const reminder = createReminder(parts)
  const send = createSender({ ...parts, vapid, devices: agentDevices({ ...parts, isLive: collaborators.isLive }) })
  const subscribed = createSubscribedVisitors({ db: parts.db, bus: parts.bus, events })
  const visitorNotifier = createVisitorNotifier({ ...parts, subscribed })
  const sendToVisitor = createSender({ ...parts, vapid, devices: visitorDevices(parts) })
  listenForNews({
    events,
    tell: notifier.tell,
    remindSoon: reminder.remindSoon,
    conversation: collaborators.conversation,
    pendingOffer: collaborators.pendingOffer,
    sessionsEnded: subscriptions.sessionsEnded,
  })
  return {
    [Symbol.dispose]: () => subscribed[Symbol.dispose](),
    subscriptions,
    visitorSubscriptions: createVisitorSubscriptions({ ...parts, publicKey: vapid.publicKey }),
    test: notifier.test,
    chores: {
      [tasks.notify]: { run: (news: unknown) => notifier.notify(news as News) },
      [tasks.remind]: { run: (due: unknown) => reminder.remind(due as AppointmentDue) },
      [tasks.send]: { run: (push: unknown) => send(push as Push) },
      [tasks.notifyVisitor]: { run: (answered: unknown) => visitorNotifier.notify(answered as Answered) },
      [tasks.sendToVisitor]: { run: (push: unknown) => sendToVisitor(push as Push) },
    },
  }
}
export type Webpush = ReturnType<typeof createWebpush>
