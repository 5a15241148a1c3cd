import type { ConversationEvent } from '@youwen/contract'
import { sql } from 'kysely'
import type { Answer } from './contenders.ts'
import type { Floor } from './floor.ts'
import { ownersOf } from './witness.ts'

/**
 * After a race: the stream, the database's own witness, the answers, and what both nodes show of it tell one story, in
 * which there was one owner at a time. `before` had it when the race began.
 */
export async function faultsOf(
  floor: Floor,
  conversationId: string,
  answers: readonly Answer[],
  before: readonly string[] = [],
): Promise<string[]> {
  const story = await told(floor, conversationId)
  const faults = [...story.faults]
  const seen = ownersOf(await floor.witness.steps(), conversationId)
  const names = (owners: readonly string[]) => owners.join(' → ') || 'nobody'
  if (String(seen) !== String(story.owners)) {
    faults.push(`its owners were ${names(seen)}, its stream says ${names(story.owners)}`)
  }
  const winners = answers.flatMap(({ said, owner }) => (said === 'yes' && owner ? [owner] : []))
  if (String([...before, ...winners].sort()) !== String([...seen].sort())) {
    faults.push(`its owners were ${names(seen)}, a yes was said to ${names(winners)}`)
  }
  const [supervisor] = floor.supervisors
  for (const [node, api] of supervisor.apis.entries()) {
    const { agentId, status, transfer } = await api.conversation.get({ conversationId })
    if (agentId !== story.owner || (status === 'closed') !== story.isOver) {
      faults.push(`node ${node} shows it ${status} with ${agentId}, its stream says ${story.owner}`)
    }
    if (transfer !== null && seen.length > before.length) faults.push(`node ${node} still shows it as offered`)
  }
  return faults.map((fault) => `${conversationId}: ${fault}`)
}

/** What the stream of a conversation says of its owners, and where that makes no sense. */
async function told({ cluster: { database, company } }: Floor, conversationId: string) {
  const { rows } = await database.db.company(company.companyId, ({ q }) =>
    sql<{ body: ConversationEvent }>`select body from conversation_message
      where company_id = ${company.companyId} and conversation_id = ${conversationId} and body ->> 'type' = 'event'
      order by seq`.execute(q),
  )
  const faults: string[] = []
  const owners: string[] = []
  let owner: string | null = null
  let isOver = false
  for (const { body } of rows) {
    if (isOver && (body.event === 'assigned' || body.event === 'transferred' || body.event === 'closed')) {
      faults.push(`${body.event} after its end`)
    }
    if (body.event === 'assigned') {
      if (owner !== null) faults.push(`given to ${body.agentId} while ${owner} had it`)
      owner = body.agentId
      owners.push(owner)
    }
    if (body.event === 'transferred') {
      if (body.fromAgentId !== owner) faults.push(`taken from ${body.fromAgentId} while ${owner} had it`)
      owner = body.toAgentId
      if (owner !== null) owners.push(owner)
    }
    if (body.event === 'closed') isOver = true
  }
  return { faults, owners, owner, isOver }
}
