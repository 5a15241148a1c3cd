import type { Condition, Filter, FilterField } from '@youwen/contract'
import { type FilterClock, rangeOf } from '@youwen/contract/filter-match'
import { type RawBuilder, sql } from 'kysely'
import { Refusal } from '../../../platform/errors.ts'

type Column = RawBuilder<unknown>
type ColumnField = Exclude<FilterField, 'region' | 'class' | 'classified' | 'card' | 'phone' | 'sensitive'>

/**
 * Where a table keeps what is asked about: the only SQL that a filter can reach, written by the module whose table it is.
 * What is left out cannot be asked there.
 */
export type FilterColumns = { readonly [Field in ColumnField]?: Column } & {
  readonly region?: { readonly country: Column; readonly province: Column; readonly city: Column }
  /** Whether it is one of these classes, or of those below them. */
  readonly class?: (classIds: readonly string[]) => RawBuilder<boolean>
  readonly classified?: RawBuilder<boolean>
  readonly card?: RawBuilder<boolean>
  readonly phone?: RawBuilder<boolean>
  readonly sensitive?: RawBuilder<boolean>
}

const unavailable = (field: string) =>
  new Refusal('invalid', 'filter.field_unavailable', `This cannot be filtered by "${field}".`, {
    fields: [{ path: 'filter', code: 'filter.field_unavailable', title: field }],
  })

function known<Field extends keyof FilterColumns>(columns: FilterColumns, field: Field) {
  const column = columns[field]
  if (column === undefined) throw unavailable(field)
  return column as NonNullable<FilterColumns[Field]>
}

/** A filter as a condition. Everything that somebody typed is a parameter; what SQL there is comes from `columns`. */
export function compileFilter(filter: Filter, columns: FilterColumns, clock: FilterClock): RawBuilder<boolean> {
  if (!('op' in filter)) return condition(filter, columns, clock)
  const parts = filter.of.map((one) => compileFilter(one, columns, clock))
  const joined = sql<boolean>`(${sql.join(parts, filter.op === 'and' ? sql` and ` : sql` or `)})`
  // What is not known is not so: a null must not come out of a negation as another null.
  return filter.op === 'not' ? sql<boolean>`not coalesce(${joined}, false)` : joined
}

const uuidFields: ReadonlySet<FilterField> = new Set(['site', 'style', 'agent'])

function condition(asked: Condition, columns: FilterColumns, clock: FilterClock): RawBuilder<boolean> {
  switch (asked.field) {
    case 'keyword':
      // Not `like`: so nothing in the words means anything but itself.
      return sql<boolean>`strpos(lower(${known(columns, 'keyword')} collate "C"), lower(${asked.contains}::text collate "C")) > 0`
    case 'region': {
      const region = known(columns, 'region')
      const places = asked.is.map(({ country, province, city }) => {
        const parts = [
          ...(country === '' ? [] : [sql`${region.country} = ${country}`]),
          ...(province === '' ? [] : [sql`${region.province} = ${province}`]),
          ...(city === '' ? [] : [sql`${region.city} = ${city}`]),
        ]
        return parts.length === 0 ? sql`true` : sql`(${sql.join(parts, sql` and `)})`
      })
      return sql<boolean>`(${sql.join(places, sql` or `)})`
    }
    case 'class':
      return known(columns, 'class')(asked.is)
    case 'classified':
    case 'card':
    case 'phone':
    case 'sensitive': {
      const holds = known(columns, asked.field)
      return asked.is ? holds : sql<boolean>`not ${holds}`
    }
    case 'messages': {
      const count = known(columns, 'messages')
      return sql<boolean>`${count} between ${asked.min ?? 0}::int4 and ${asked.max ?? 2_147_483_647}::int4`
    }
    case 'startedAt': {
      const at = known(columns, 'startedAt')
      const { from, until } = rangeOf(asked, clock)
      const bounds = [
        ...(from ? [sql`${at} >= ${from}::timestamptz`] : []),
        ...(until ? [sql`${at} < ${until}::timestamptz`] : []),
      ]
      return sql<boolean>`(${sql.join(bounds, sql` and `)})`
    }
    default: {
      const column = known(columns, asked.field)
      const values = [...asked.is]
      return uuidFields.has(asked.field)
        ? sql<boolean>`${column} = any(${values}::uuid[])`
        : sql<boolean>`${column} = any(${values}::text[])`
    }
  }
}
