import type { Condition, Filter } from '@youwen/contract'

/** One chip: a condition, or that it does not hold. */
export interface DraftChip {
  readonly condition: Condition
  readonly isNot: boolean
}
/** A filter as the bar shows it: chips that all hold, or of which one does. */
export interface Draft {
  readonly op: 'and' | 'or'
  readonly chips: readonly DraftChip[]
}
export const emptyDraft: Draft = { op: 'and', chips: [] }

export function filterOf({ op, chips }: Draft): Filter | undefined {
  const parts = chips.map(({ condition, isNot }): Filter => (isNot ? { op: 'not', of: [condition] } : condition))
  if (parts.length <= 1) return parts[0]
  return { op, of: parts }
}

function chipOf(filter: Filter): DraftChip | undefined {
  if (!('op' in filter)) return { condition: filter, isNot: false }
  const [only, ...rest] = filter.of
  return filter.op === 'not' && rest.length === 0 && only && !('op' in only)
    ? { condition: only, isNot: true }
    : undefined
}

/** Undefined when the filter says more than chips can show; it holds all the same. */
export function draftOf(filter: Filter | undefined): Draft | undefined {
  if (filter === undefined) return emptyDraft
  const alone = chipOf(filter)
  if (alone) return { op: 'and', chips: [alone] }
  if (!('op' in filter) || filter.op === 'not') return undefined
  const chips = filter.of.map(chipOf)
  return chips.every((chip) => chip !== undefined) ? { op: filter.op, chips } : undefined
}

/** Puts a condition in place of the one at `index`, at the end for a new one; undefined takes it out. */
export function withChip(draft: Draft, index: number, chip: DraftChip | undefined): Draft {
  return { ...draft, chips: draft.chips.toSpliced(index, 1, ...(chip ? [chip] : [])) }
}
