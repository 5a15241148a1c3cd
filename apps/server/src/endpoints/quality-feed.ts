import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { Conversations, QualityChanged } from '../modules/conversation/index.ts'
import type { Events } from '../platform/events/index.ts'
import type { Gateway } from '../platform/realtime/index.ts'
import { companyTopic } from './agent.ts'

/** Tells every desk of the company what conversations are judged by now. */
export function createQualityFeed({
  events,
  gateway,
  quality,
}: {
  events: Pick<Events, 'on'>
  gateway: Pick<Gateway, 'publish'>
  quality: Pick<Conversations['quality'], 'rules'>
}) {
  events.on<QualityChanged>('quality.changed', async ({ companyId }) => {
    const rules = await quality.rules(companyId)
    gateway.publish([companyTopic(companyId)], { type: 'quality', rules } satisfies AgentFrameOut)
  })
}
