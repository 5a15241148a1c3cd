import type { RigDatabase } from '@youwen/load/rig/database'

/** One change of who has a conversation, as the database saw it when it was committed. */
export interface Step {
  readonly conversationId: string
  readonly wasAgentId: string | null
  readonly status: 'queued' | 'open' | 'closed'
  readonly agentId: string | null
  /** To the microsecond, so that it sorts as the queue does. */
  readonly queuedAt: string | null
}

/**
 * The database itself writes down every change of an owner, in the order of commits: what servers believe and tell is
 * compared with it. Whatever gives a conversation to somebody holds the company's routing lock until it is committed.
 */
export async function callWitness(database: RigDatabase) {
  await database.asOwner(`
    create table witness (
      place bigserial primary key, conversation_id uuid, was_agent_id uuid, status text, agent_id uuid, queued_at text);
    create function witness_change() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      insert into witness (conversation_id, was_agent_id, status, agent_id, queued_at)
      values (new.conversation_id, old.agent_id, new.status, new.agent_id,
        to_char(new.queued_at at time zone 'utc', 'YYYY-MM-DD HH24:MI:SS.US'));
      return null;
    end $$;
    create constraint trigger witness_came after insert on conversation
      deferrable initially deferred for each row execute function witness_change();
    create constraint trigger witness_changed after update of status, agent_id on conversation
      deferrable initially deferred for each row
      when (old.status is distinct from new.status or old.agent_id is distinct from new.agent_id)
      execute function witness_change()`)
  return {
    steps: () =>
      database.asOwner<Step>(`
        select conversation_id as "conversationId", was_agent_id as "wasAgentId", status, agent_id as "agentId",
          queued_at as "queuedAt"
        from witness order by place`),
  }
}

/** Where somebody was given more than he may have at once. */
export function overCapacity(steps: readonly Step[], capacityOf: (agentId: string) => number): string[] {
  const holders = new Map<string, string>()
  const loads = new Map<string, number>()
  const add = (agentId: string, more: 1 | -1) => {
    const load = (loads.get(agentId) ?? 0) + more
    loads.set(agentId, load)
    return load
  }
  const found: string[] = []
  for (const { conversationId, status, agentId } of steps) {
    const before = holders.get(conversationId)
    const holder = status === 'open' && agentId !== null ? agentId : undefined
    if (holder === before) continue
    if (before) add(before, -1)
    holders.delete(conversationId)
    if (!holder) continue
    holders.set(conversationId, holder)
    const load = add(holder, 1)
    if (load > capacityOf(holder)) {
      found.push(`${conversationId} went to ${holder}, who then had ${load} of ${capacityOf(holder)}`)
    }
  }
  return found
}

/** Where somebody was served before one who waited longer, while only routing gave conversations out. */
export function overtaking(steps: readonly Step[]) {
  const queue = new Map<string, string>()
  const faults: string[] = []
  let longest = 0
  let waited = 0
  for (const { conversationId, wasAgentId, status, agentId, queuedAt } of steps) {
    const turn = queue.get(conversationId)
    queue.delete(conversationId)
    if (status === 'queued') {
      queue.set(conversationId, `${queuedAt} ${conversationId}`)
      longest = Math.max(longest, queue.size)
      waited++
    }
    // Who is handed from one agent to another has had his turn.
    if (status !== 'open' || agentId === null || wasAgentId !== null) continue
    const [next] = [...queue.values()].sort()
    if (next !== undefined && (turn === undefined || next < turn)) {
      const who = turn === undefined ? `${conversationId}, who had just come,` : `${turn}`
      faults.push(`${who} was served before ${next}`)
    }
  }
  return { faults, longest, waited }
}

/** Who had a conversation, one after the other. */
export const ownersOf = (steps: readonly Step[], conversationId: string): string[] =>
  steps
    .filter((step) => step.conversationId === conversationId && step.status === 'open')
    .flatMap(({ agentId, wasAgentId }) => (agentId !== null && agentId !== wasAgentId ? [agentId] : []))
