import type { AgentFrameOut } from '@youwen/contract/realtime'
import { topics } from '../modules/conversation/index.ts'
import type { PhrasesChanged } from '../modules/phrase/index.ts'
import type { Events } from '../platform/events/index.ts'
import type { Gateway } from '../platform/realtime/index.ts'
import { companyTopic } from './agent.ts'

/**
 * Tells agents that a tree of phrases changed: everybody of the shared one, of an own one its agent's other windows. Only
 * that it did: each client fetches what it lacks, so that a frame that is lost costs nothing.
 */
export function createPhraseFeed({
  events,
  gateway,
}: {
  events: Pick<Events, 'on'>
  gateway: Pick<Gateway, 'publish'>
}): void {
  events.on<PhrasesChanged>('phrase.changed', ({ companyId, tree, ownerId }) => {
    const topic = tree === 'shared' ? companyTopic(companyId) : topics.agent(ownerId)
    gateway.publish([topic], { type: 'phrases', tree } satisfies AgentFrameOut)
  })
}
