import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { ClassesChanged, Conversations } from '../modules/conversation/index.ts'
import type { Events } from '../platform/events/index.ts'
import type { Gateway } from '../platform/realtime/index.ts'
import { companyTopic } from './agent.ts'

/** Tells every desk of the company what conversations can be classified as now. */
export function createClassFeed({
  events,
  gateway,
  classes,
}: {
  events: Pick<Events, 'on'>
  gateway: Pick<Gateway, 'publish'>
  classes: Pick<Conversations['classes'], 'tree'>
}) {
  events.on<ClassesChanged>('class.changed', async ({ companyId }) => {
    const tree = await classes.tree(companyId)
    gateway.publish([companyTopic(companyId)], { type: 'classes', classes: tree } satisfies AgentFrameOut)
  })
}
