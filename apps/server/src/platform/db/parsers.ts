import pg from 'pg'

const { builtins } = pg.types
/** Not among the named ones. */
const arrays = { INT8: 1016, TEXT: 1009 as number } as const

/** Beyond this a number is no longer exact; such a value means a defect, not a big company. */
function toSafeNumber(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} does not fit into a number.`)
  return value
}

const toTexts = pg.types.getTypeParser(arrays.TEXT, 'text')

/** How column values become JavaScript: bigint as number, date as text (it has no time zone), the rest as pg does. */
export const parsers: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === builtins.INT8) return toSafeNumber
    if (oid === arrays.INT8)
      return (text: string) =>
        (toTexts(text) as (string | null)[]).map((item) => (item === null ? null : toSafeNumber(item)))
    if (oid === builtins.DATE) return String
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}
