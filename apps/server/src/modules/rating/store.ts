import type { RatingSettings } from '@youwen/contract'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/index.ts'

export async function findSettings(tx: Tx, companyId: string): Promise<RatingSettings | undefined> {
  const { rows } = await sql<RatingSettings>`
    select is_on as "isOn", invites_at_end as "invitesAtEnd",
      site_ids_without_invitation as "siteIdsWithoutInvitation", tags, asks_comment as "asksComment"
    from rating_settings where company_id = ${companyId}`.execute(tx.q)
  return rows[0]
}

export async function putSettings(tx: Tx, companyId: string, settings: RatingSettings) {
  const sites = sql`${settings.siteIdsWithoutInvitation}::uuid[]`
  const tags = sql`${JSON.stringify(settings.tags)}::jsonb`
  await sql`
    insert into rating_settings (company_id, is_on, invites_at_end, site_ids_without_invitation, tags, asks_comment)
    values (${companyId}, ${settings.isOn}, ${settings.invitesAtEnd}, ${sites}, ${tags}, ${settings.asksComment})
    on conflict (company_id) do update set is_on = excluded.is_on, invites_at_end = excluded.invites_at_end,
      site_ids_without_invitation = excluded.site_ids_without_invitation, tags = excluded.tags,
      asks_comment = excluded.asks_comment`.execute(tx.q)
}

export interface RatingRecord {
  readonly visitorId: string
  readonly invitedAt: Date
  readonly stars: number | null
  readonly tags: string[]
  readonly comment: string
  readonly ratedAt: Date | null
}

export async function findRating(tx: Tx, companyId: string, conversationId: string): Promise<RatingRecord | undefined> {
  const { rows } = await sql<RatingRecord>`
    select visitor_id as "visitorId", invited_at as "invitedAt", stars, tags, comment, rated_at as "ratedAt"
    from rating where company_id = ${companyId} and conversation_id = ${conversationId}`.execute(tx.q)
  return rows[0]
}

/** False: the visitor was asked already. */
export async function insertInvitation(
  tx: Tx,
  companyId: string,
  invitation: {
    readonly conversationId: string
    readonly visitorId: string
    readonly siteId: string
    readonly agentId: string | null
    readonly invitedBy: string | null
    readonly at: Date
  },
): Promise<boolean> {
  const { conversationId, visitorId, siteId, agentId, invitedBy, at } = invitation
  const { numAffectedRows } = await sql`
    insert into rating (company_id, conversation_id, visitor_id, site_id, agent_id, invited_by, invited_at)
    values (${companyId}, ${conversationId}, ${visitorId}, ${siteId}, ${agentId}, ${invitedBy}, ${at})
    on conflict do nothing`.execute(tx.q)
  return numAffectedRows === 1n
}

/** The one answer; who calls holds the conversation and has looked. */
export async function putAnswer(
  tx: Tx,
  companyId: string,
  conversationId: string,
  { stars, tags, comment, at }: { stars: number; tags: readonly string[]; comment: string; at: Date },
) {
  await sql`
    update rating set stars = ${stars}, tags = ${[...tags]}::text[], comment = ${comment}, rated_at = ${at}
    where company_id = ${companyId} and conversation_id = ${conversationId} and rated_at is null`.execute(tx.q)
}

/** Average stars by agent, of what was rated since then; of these agents, or of all. */
export async function averagesSince(
  tx: Tx,
  companyId: string,
  since: Date,
  agentIds?: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ agent_id: string; stars: number }>`
    select agent_id, avg(stars)::float8 as stars from rating
    where company_id = ${companyId} and rated_at >= ${since} and agent_id is not null
      ${agentIds ? sql`and agent_id = any(${agentIds}::uuid[])` : sql``}
    group by agent_id`.execute(tx.q)
  return new Map(rows.map((row) => [row.agent_id, row.stars]))
}
