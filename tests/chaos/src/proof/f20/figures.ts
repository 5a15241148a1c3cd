import type { AgentClient } from '@youwen/sdk/agent'
import type { VisitorClient } from '@youwen/sdk/visitor'
import { sql } from 'kysely'
import type { Cluster } from '../../rig/cluster.ts'

/** Where a client shows another number of unread messages than there are, counted from what is stored. */
export async function miscounted(
  { database, company: { companyId } }: Cluster,
  visitor: VisitorClient,
  desks: readonly AgentClient[],
): Promise<string[]> {
  const { rows } = await database.db.company(companyId, ({ q }) =>
    sql<{ conversation_id: string; agent_id: string; by_visitor: number[]; for_visitor: number }>`
      select c.conversation_id, a.agent_id,
        array(select m.seq from conversation_message m where m.company_id = c.company_id
          and m.conversation_id = c.conversation_id and m.sender = 'visitor' and m.seq > coalesce(p.read_seq, 0)
          order by m.seq) as by_visitor,
        (select count(*)::int4 from conversation_message m where m.company_id = c.company_id
          and m.conversation_id = c.conversation_id and m.sender in ('agent', 'robot')
          and m.body ->> 'type' <> 'recalled' and m.seq > c.visitor_read_seq) as for_visitor
      from conversation c join team_agent a on a.company_id = c.company_id
      left join conversation_participant p on p.company_id = c.company_id
        and p.conversation_id = c.conversation_id and p.agent_id = a.agent_id
      where c.company_id = ${companyId} and (c.status <> 'closed'
        or c.conversation_id = ${visitor.state.conversation?.conversationId ?? null}::uuid)`.execute(q),
  )
  const faults: string[] = []
  const ofVisitor = rows.find((row) => row.conversation_id === visitor.state.conversation?.conversationId)
  if (ofVisitor && ofVisitor.for_visitor !== visitor.state.unread) {
    faults.push(`the visitor is shown ${visitor.state.unread} unread messages, there are ${ofVisitor.for_visitor}`)
  }
  for (const [at, { state }] of desks.entries()) {
    for (const { conversationId, unreadSeqs } of state.inbox.values()) {
      const row = rows.find((one) => one.conversation_id === conversationId && one.agent_id === state.agentId)
      if (row && String(row.by_visitor) !== String(unreadSeqs)) {
        faults.push(`agent ${at} is shown ${unreadSeqs} as unread in ${conversationId}, there are ${row.by_visitor}`)
      }
    }
  }
  return faults
}
