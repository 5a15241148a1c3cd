import type { AgentFrameOut } from '@youwen/contract/realtime'
import type { ClassesChanged, ClassesMissed, Conversations } from '../modules/conversation/index.ts'
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
  gateway: Pick<Gateway, 'publish' | 'publishHere'>
  classes: Pick<Conversations['classes'], 'tree'>
}) {
  const frameOf = async (companyId: string): Promise<AgentFrameOut> => ({
    type: 'classes',
    classes: await classes.tree(companyId),
  })
  events.on<ClassesChanged>('class.changed', async ({ companyId }) =>
    gateway.publish([companyTopic(companyId)], await frameOf(companyId)),
  )
  events.on<ClassesMissed>('class.missed', async ({ companyId }) =>
    gateway.publishHere([companyTopic(companyId)], await frameOf(companyId)),
  )
}
