import type { AgentFrameOut } from '@youwen/contract'
import type { Events } from '../../../platform/events/index.ts'
import type { Gateway } from '../../../platform/realtime/index.ts'
import type { SensitiveFound } from './events.ts'

/** Agents who review where words were said. */
export const sensitiveTopic = (companyId: string) => `sw:${companyId}`

/** That there is something to look at, and nothing of what it is: who may see it is asked when it is fetched. */
export function createSensitiveFrames({
  events,
  gateway,
}: {
  events: Pick<Events, 'on'>
  gateway: () => Pick<Gateway, 'publish'>
}) {
  events.on<SensitiveFound>('sensitive.found', ({ companyId }) => {
    const frame: AgentFrameOut = { type: 'sensitive_hits' }
    gateway().publish([sensitiveTopic(companyId)], frame)
  })
}
