import type { MessageBody } from '@youwen/contract'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { findByMessageId } from '../store/append.ts'
import type { Context } from './context.ts'
import type { Keep } from './sensitive.ts'

type CardBody = Extract<MessageBody, { type: 'appointment' }>
interface Card {
  readonly appointmentId: string
  readonly messageId: string
}

/**
 * What the card of an appointment says. One that is sent again says what it said, whatever became of the appointment since:
 * it is the same message.
 */
export async function appointmentBody(
  { db, collaborators }: Pick<Context, 'db' | 'collaborators'>,
  agent: AgentCaller,
  visitorId: string,
  { appointmentId, messageId }: Card,
): Promise<CardBody> {
  const { companyId, agentId } = agent
  const [stored] = await db.company(companyId, (tx) => findByMessageId(tx, companyId, [messageId]))
  const said = stored?.sender_id === agentId && stored.body.type === 'appointment' ? stored.body : undefined
  if (said?.appointmentId !== appointmentId) return collaborators.appointments.body(agent, { visitorId, appointmentId })
  const { quote: _, ...body } = said
  return body
}

/** The appointment is told in the transaction of the message, after whatever else belongs to it. */
export const thenFollowed =
  (
    { collaborators }: Pick<Context, 'collaborators'>,
    { companyId, agentId }: AgentCaller,
    { appointmentId, messageId }: Card,
    keep: Keep | undefined,
  ): Keep =>
  async (tx, where, seq) => {
    await keep?.(tx, where, seq)
    await collaborators.appointments.said(tx, { companyId, appointmentId, agentId, messageId })
  }
