import type { TicketQuery } from '@youwen/contract'
import { type RawBuilder, sql } from 'kysely'
import { uuidArray } from '../../platform/db/binary-array.ts'
import type { Tx } from '../../platform/db/index.ts'
import type { TicketScope } from './collaborators.ts'
import { columns, levelOf, type TicketColumns, type TicketRecord, toRecord } from './store/ticket.ts'
import { visibleTo } from './store/visible.ts'

export interface ListRequest extends Omit<TicketQuery, 'cursor' | 'words' | 'visitorId'> {
  /** Of any of these. */
  readonly visitorIds: readonly string[] | undefined
  readonly agentId: string
  readonly now: Date
  readonly words: readonly { readonly word: string; readonly isPrefix: boolean }[]
  /** Looked for by its number. */
  readonly number: number | undefined
  /** Exclusive: what follows the ticket with these sort values. */
  readonly after: readonly string[] | undefined
}

const unfinished = sql`k.state in ('open', 'in_progress')`
const soonMs = 24 * 3_600_000
const fewTickets = 2_000

/** By what a list is sorted, all in one direction, and what a cursor keeps of its last row. */
const orders = {
  changed: {
    by: [sql`k.changed_at`, sql`k.ticket_id`],
    direction: sql`desc`,
    follows: sql`<`,
    types: ['timestamptz', 'uuid'],
    cursor: (row: TicketRecord) => [row.changedAt.toISOString(), row.ticketId],
  },
  created: {
    by: [sql`k.created_at`, sql`k.ticket_id`],
    direction: sql`desc`,
    follows: sql`<`,
    types: ['timestamptz', 'uuid'],
    cursor: (row: TicketRecord) => [row.createdAt.toISOString(), row.ticketId],
  },
  due: {
    by: [sql`coalesce(k.due_at, 'infinity')`, sql`k.ticket_id`],
    direction: sql`asc`,
    follows: sql`>`,
    types: ['timestamptz', 'uuid'],
    cursor: (row: TicketRecord) => [row.dueAt?.toISOString() ?? 'infinity', row.ticketId],
  },
  priority: {
    by: [sql`k.priority`, sql`k.changed_at`, sql`k.ticket_id`],
    direction: sql`desc`,
    follows: sql`<`,
    types: ['int2', 'timestamptz', 'uuid'],
    cursor: (row: TicketRecord) => [String(levelOf(row.priority)), row.changedAt.toISOString(), row.ticketId],
  },
} as const

export const cursorOf = (sort: TicketQuery['sort'], row: TicketRecord): readonly string[] => orders[sort].cursor(row)

/** Whether these can be the sort values of a row. */
export const isCursor = (sort: TicketQuery['sort'], parts: readonly string[]): boolean =>
  parts.length === orders[sort].types.length &&
  orders[sort].types.every((type, index) => {
    const part = parts[index] ?? ''
    if (type === 'timestamptz') return part === 'infinity' || /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(part)
    return type === 'int2' ? /^\d$/.test(part) : /^[0-9a-f-]{36}$/.test(part)
  })

/** Within tsquery's quotes, quotes and backslashes are doubled. */
const lexeme = ({ word, isPrefix }: ListRequest['words'][number]) =>
  `'${word.replace(/['\\]/g, (mark) => mark + mark)}'${isPrefix ? ':*' : ''}`

export async function listVisible(
  tx: Tx,
  companyId: string,
  scope: TicketScope,
  request: ListRequest,
): Promise<TicketRecord[]> {
  const order = orders[request.sort]
  const after = request.after?.map((value, index) => sql`${value}::${sql.raw(order.types[index] ?? 'text')}`)
  const conditions: (RawBuilder<unknown> | undefined)[] = [
    sql`k.company_id = ${companyId}`,
    visibleTo(scope),
    viewOf(request),
    request.state === 'unfinished' ? unfinished : request.state && sql`k.state = ${request.state}`,
    request.ticketTypeId === undefined ? undefined : sql`k.ticket_type_id = ${request.ticketTypeId}`,
    request.priority && sql`k.priority = ${levelOf(request.priority)}`,
    request.visitorIds && sql`k.visitor_id = any(${[...request.visitorIds]}::uuid[])`,
    dueOf(request),
    await wordsOf(tx, companyId, request),
    after && sql`(${sql.join(order.by)}) ${order.follows} (${sql.join(after)})`,
  ]
  const { rows } = await sql<TicketColumns>`
    select ${columns} from ticket k
    where ${sql.join(
      conditions.filter((one) => one !== undefined),
      sql` and `,
    )}
    order by ${sql.join(order.by.map((by) => sql`${by} ${order.direction}`))}
    limit ${request.limit + 1}`.execute(tx.q)
  return rows.map(toRecord)
}

function viewOf({ view, agentId }: ListRequest) {
  switch (view) {
    case 'all':
      return undefined
    case 'mine':
      return sql`k.assignee_id = ${agentId}`
    case 'watched':
      return sql`${agentId}::uuid = any(k.watcher_ids)`
    case 'created':
      return sql`k.creator_id = ${agentId}`
    default:
      return view satisfies never
  }
}

/**
 * What few tickets say is found by the index. What very many say is looked for in the order of the list instead, where it
 * turns up soon.
 */
async function saying(tx: Tx, companyId: string, words: ListRequest['words']) {
  const wanted = words.map(lexeme).join(' & ')
  const { rows } = await sql<{ id: string }>`
    select search_tickets(${companyId}, ${wanted}::tsquery, ${fewTickets + 1}) as id`.execute(tx.q)
  if (rows.length > fewTickets) return sql`k.words @@ ${wanted}::tsquery`
  return sql`k.ticket_id = any(${uuidArray(rows.map(({ id }) => id))}::uuid[])`
}

async function wordsOf(tx: Tx, companyId: string, { words, number }: ListRequest) {
  const isNumber = number === undefined ? undefined : sql`k.number = ${number}`
  if (words.length === 0) return isNumber
  const hasWords = await saying(tx, companyId, words)
  return isNumber ? sql`(${hasWords} or ${isNumber})` : hasWords
}

function dueOf({ due, now }: ListRequest) {
  if (due === undefined) return undefined
  const until = due === 'overdue' ? now : new Date(now.getTime() + soonMs)
  return sql`${unfinished} and k.due_at <= ${until} ${due === 'soon' ? sql`and k.due_at > ${now}` : sql``}`
}

/** Those of these files that belong to a ticket the agent may see. */
export async function filesVisible(
  tx: Tx,
  companyId: string,
  scope: TicketScope,
  fileIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select distinct f.file_id as "fileId" from ticket_file f join ticket k using (company_id, ticket_id)
    where f.company_id = ${companyId} and f.file_id = any(${[...fileIds]}::uuid[]) and ${visibleTo(scope)}`.execute(
    tx.q,
  )
  return rows.map((row) => row.fileId)
}
