import type { AppointmentCounts, AppointmentQuery } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import { uuidArray } from '../../platform/db/binary-array.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { AppointmentScope } from './collaborators.ts'
import { type AppointmentRecord, columns } from './store/appointment.ts'

/** What is asked for, of those that the agent may see. */
export interface Wanted extends Pick<AppointmentQuery, 'state' | 'templateId' | 'agentId'> {
  /** Made by this agent. */
  readonly madeBy: string | undefined
  /** Of any of these. */
  readonly visitorIds: readonly string[] | undefined
  readonly from: Date | undefined
  readonly until: Date | undefined
  readonly words: readonly string[]
}

export interface Position {
  readonly moment: Date
  readonly appointmentId: string
}

/** More than these are looked for in the order of the list, where they turn up soon. */
const fewAppointments = 2_000

const orders = {
  soonest: { by: sql`a.at`, direction: sql`asc`, follows: sql`>` },
  latest: { by: sql`a.at`, direction: sql`desc`, follows: sql`<` },
  made: { by: sql`a.created_at`, direction: sql`desc`, follows: sql`<` },
} as const

export const positionOf = (sort: AppointmentQuery['sort'], row: AppointmentRecord): Position => ({
  moment: sort === 'made' ? row.createdAt : row.at,
  appointmentId: row.appointmentId,
})

async function saying(tx: Tx, companyId: string, words: readonly string[]): Promise<RawBuilder<unknown> | undefined> {
  if (words.length === 0) return undefined
  // Letters and digits alone: nothing in them means anything to a tsquery.
  const wanted = words.map((word) => `'${word}':*`).join(' & ')
  const { rows } = await sql<{ id: string }>`
    select search_appointments(${companyId}, ${wanted}::tsquery, ${fewAppointments + 1}) as id`.execute(tx.q)
  if (rows.length > fewAppointments) return sql`a.words @@ ${wanted}::tsquery`
  return sql`a.appointment_id = any(${uuidArray(rows.map(({ id }) => id))}::uuid[])`
}

async function matching(tx: Tx, companyId: string, wanted: Wanted): Promise<RawBuilder<unknown>> {
  const { state, templateId, agentId, madeBy, visitorIds, from, until } = wanted
  const conditions = [
    sql`a.company_id = ${companyId}`,
    state && sql`a.state = ${state}`,
    templateId && sql`a.template_id = ${templateId}`,
    agentId && sql`a.agent_id = ${agentId}`,
    madeBy && sql`a.agent_id = ${madeBy}`,
    visitorIds && sql`a.visitor_id = any(${uuidArray(visitorIds)}::uuid[])`,
    from && sql`a.at >= ${from}`,
    until && sql`a.at < ${until}`,
    await saying(tx, companyId, wanted.words),
  ]
  return sql.join(
    conditions.filter((one) => one !== undefined && one !== ''),
    sql` and `,
  )
}

/** Those that match, in order, whoever may see them: the caller asks the door. */
export async function listMatching(
  tx: Tx,
  companyId: string,
  wanted: Wanted,
  { sort, after, limit }: { sort: AppointmentQuery['sort']; after: Position | undefined; limit: number },
): Promise<AppointmentRecord[]> {
  const { by, direction, follows } = orders[sort]
  const behind = after && sql`and (${by}, a.appointment_id) ${follows} (${after.moment}, ${after.appointmentId}::uuid)`
  const { rows } = await sql<AppointmentRecord>`
    select ${columns} from appointment a
    where ${await matching(tx, companyId, wanted)} ${behind ?? sql``}
    order by ${by} ${direction}, a.appointment_id ${direction} limit ${limit}`.execute(tx.q)
  return rows
}

export interface Tally extends AppointmentCounts {
  /** Of this visitor, where the agent did not make them; null: of those whose visitor does not matter. */
  readonly visitorId: string | null
}

/** How many match, by whom they are of where that decides whether they are seen. */
export async function countMatching(
  tx: Tx,
  companyId: string,
  scope: AppointmentScope,
  wanted: Wanted,
  now: Date,
): Promise<Tally[]> {
  const isHis = scope.all ? sql`true` : sql`a.agent_id = any(${uuidArray(scope.agentIds)}::uuid[])`
  const { rows } = await sql<Tally>`
    select case when ${isHis} then null else a.visitor_id end as "visitorId",
      count(*) filter (where a.state = 'made')::int4 as made,
      count(*) filter (where a.state = 'arrived')::int4 as arrived,
      count(*) filter (where a.state = 'no_show')::int4 as no_show,
      count(*) filter (where a.state = 'cancelled')::int4 as cancelled,
      count(*) filter (where a.state = 'made' and a.at < ${now})::int4 as overdue
    from appointment a
    where ${await matching(tx, companyId, wanted)} and (${isHis} or a.visitor_id is not null)
    group by 1`.execute(tx.q)
  return rows
}
