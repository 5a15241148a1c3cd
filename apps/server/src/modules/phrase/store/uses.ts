import type { PhraseUse } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/index.ts'

interface AgentRef {
  readonly companyId: string
  readonly agentId: string
}

/** Only phrases that he may use count; others, and those that are gone by now, are left out. */
export async function addUses(
  tx: Tx,
  { companyId, agentId }: AgentRef,
  uses: readonly PhraseUse[],
  now: Date,
): Promise<void> {
  await sql`
    insert into phrase_use (company_id, agent_id, phrase_id, count, last_used_at)
    select ${companyId}, ${agentId}, phrase.phrase_id, sum(used.count), ${now}
    from unnest(${uses.map(({ phraseId }) => phraseId)}::uuid[], ${uses.map(({ count }) => count)}::integer[])
      as used (phrase_id, count)
    join phrase on phrase.company_id = ${companyId} and phrase.phrase_id = used.phrase_id
    where phrase.owner_id in (${companyId}, ${agentId}) and phrase.kind = 'phrase' and phrase.removed_at is null
    group by phrase.phrase_id
    on conflict (company_id, agent_id, phrase_id) do update
      set count = least(phrase_use.count::bigint + excluded.count, 2000000000)::integer,
        last_used_at = excluded.last_used_at`.execute(tx.q)
}

export async function findMostUsed(
  tx: Tx,
  { companyId, agentId }: AgentRef,
  limit: number,
): Promise<{ phraseId: string; count: number }[]> {
  return tx.q
    .selectFrom('phrase_use')
    .innerJoin('phrase', (join) =>
      join
        .onRef('phrase.company_id', '=', 'phrase_use.company_id')
        .onRef('phrase.phrase_id', '=', 'phrase_use.phrase_id'),
    )
    .select(['phrase_use.phrase_id as phraseId', 'phrase_use.count'])
    .where('phrase_use.company_id', '=', companyId)
    .where('phrase_use.agent_id', '=', agentId)
    .where('phrase.removed_at', 'is', null)
    .orderBy('phrase_use.count', 'desc')
    .orderBy('phrase_use.last_used_at', 'desc')
    .limit(limit)
    .execute()
}
