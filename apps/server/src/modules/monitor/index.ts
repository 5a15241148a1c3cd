import type { Events } from '../../platform/events/index.ts'
import type { ConversationChange, MessagesAppended } from '../conversation/index.ts'
import { type CounterParts, createCounter } from './counter.ts'

export type { AgentsCounted } from './events.ts'
export { createMonitorRoutes } from './routes.ts'
export { type Attendance, createMonitorService, type MonitorService } from './service.ts'

const changes = [
  'conversation.opened',
  'conversation.assigned',
  'conversation.transferred',
] as const satisfies readonly ConversationChange['type'][]

/** The counter, with what makes it count. */
export function createMonitorCounter({ events, ...parts }: CounterParts & { readonly events: Pick<Events, 'on'> }) {
  const counter = createCounter(parts)
  for (const type of changes) {
    events.on<ConversationChange>(type, ({ companyId, conversationId }) => counter.touch(companyId, conversationId))
  }
  // What visitors say counts when it is answered.
  events.on<MessagesAppended>('conversation.messages_appended', ({ companyId, messages }) => {
    for (const { from, conversationId } of messages) if (from === 'agent') counter.touch(companyId, conversationId)
  })
  return counter
}
