import { type RawBuilder, sql } from 'kysely'

/** Whether a conversation is one of these visitors'. One alone is asked for as one: his index then gives the order as well. */
export const isOf = (alias: string, visitorIds: readonly string[]): RawBuilder<boolean> =>
  visitorIds.length === 1
    ? sql<boolean>`${sql.ref(`${alias}.visitor_id`)} = ${visitorIds[0]}`
    : sql<boolean>`${sql.ref(`${alias}.visitor_id`)} = any(${[...visitorIds]}::uuid[])`
