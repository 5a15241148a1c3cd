import type { Message } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import type { Db } from '../../../platform/db/index.ts'
import type { Events } from '../../../platform/events/index.ts'
import { addJob } from '../../../platform/jobs/index.ts'
import type { MessagesAppended } from '../../conversation/index.ts'
import { tasks } from '../jobs.ts'
import type { Push } from '../sender.ts'
import { showsText } from '../store.ts'
import { answerPayload } from '../words.ts'
import * as store from './store.ts'
import type { SubscribedVisitors } from './subscribed.ts'

/** What answers to visitors need of other modules; `app.ts` hands it over. */
export interface VisitorPushCollaborators {
  readonly visitorOf: (companyId: string, conversationId: string) => Promise<string>
  /** Whether a page of his is open, as far as is known; a phone that was put away is found out later. */
  readonly isConnected: (visitorId: string) => Promise<boolean>
  /** From our side and not seen by him, oldest first. */
  readonly unseen: (companyId: string, conversationId: string) => Promise<readonly Message[]>
  /** Who answers whom: the company, the name of who speaks, and where the chat is. */
  readonly about: (companyId: string, message: Message) => Promise<{ title: string; name: string; path: string }>
}

export interface VisitorNotifierParts {
  readonly db: Db
  readonly now: () => Date
  readonly events: Pick<Events, 'on'>
  readonly subscribed: Pick<SubscribedVisitors, 'mayBeTold'>
  readonly visitorCollaborators: VisitorPushCollaborators
}

/** What the job looks at again. */
export interface Answered {
  readonly companyId: string
  readonly conversationId: string
  readonly visitorId: string
}

/** An answer in several lines is one notification. */
const goneMs = 2_000
/** Whoever has the chat before him has seen it by then, and a phone in a pocket has not. */
const presentMs = 20_000
/** An answer is worth knowing the next day; after that he finds it when he comes back. */
const lifetimeMs = 24 * 3_600_000

const isAnswer = ({ from, body }: Message) =>
  (from === 'agent' || from === 'robot') && body.type !== 'note' && body.type !== 'event' && body.type !== 'recalled'

/** Tells visitors that they were answered, where they asked for it and do not look (D1.6). */
export function createVisitorNotifier({ db, now, events, subscribed, visitorCollaborators }: VisitorNotifierParts) {
  const { visitorOf, isConnected, unseen, about } = visitorCollaborators

  events.on<MessagesAppended>('conversation.messages_appended', async ({ companyId, messages }) => {
    for (const conversationId of new Set(messages.filter(isAnswer).map((message) => message.conversationId))) {
      const visitorId = await visitorOf(companyId, conversationId)
      if (!(await subscribed.mayBeTold(companyId, visitorId))) continue
      const devices = await db.company(companyId, (tx) => store.findOfVisitor(tx, companyId, visitorId))
      if (devices.length === 0) continue
      const waitMs = (await isConnected(visitorId)) ? presentMs : goneMs
      const answered: Answered = { companyId, conversationId, visitorId }
      await db.company(companyId, (tx) =>
        addJob(tx, tasks.notifyVisitor, answered, {
          key: `webpush visitor ${conversationId}`,
          runAt: new Date(Date.now() + waitMs),
        }),
      )
    }
  })

  return {
    /** The job: looks again, and writes to each of his browsers. */
    async notify({ companyId, conversationId, visitorId }: Answered): Promise<void> {
      const last = (await unseen(companyId, conversationId)).findLast(isAnswer)
      if (!last) return
      const answer = await about(companyId, last)
      await db.company(companyId, async (tx) => {
        const text = (await showsText(tx, companyId)) ? textOf(last.body) : ''
        const until = new Date(now().getTime() + lifetimeMs).toISOString()
        for (const { webpushSubscriptionId, locale } of await store.findOfVisitor(tx, companyId, visitorId)) {
          const payload = answerPayload(locale, { ...answer, text })
          const push: Push = {
            companyId,
            webpushSubscriptionId,
            payload,
            urgency: 'normal',
            about: conversationId,
            until,
            tried: 0,
          }
          await addJob(tx, tasks.sendToVisitor, push, {})
        }
      })
    },
  }
}
