/** One line of the report: a figure, the best that could be had in the same run, and what was promised. */
export interface Row {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** What the same work costs without us, measured in this run; null where there is nothing to compare with. */
  readonly ceiling: number | null
  /** value / ceiling. */
  readonly ratio: number | null
  readonly budget: string
  readonly met: boolean
  /** What a reader of the table wants to know beside the figure. */
  readonly notes: readonly string[]
}

/** How much a bench works on, where somebody may say so. */
export interface Size {
  readonly messages?: number
}

export interface Bench {
  readonly name: string
  /** What it measures, in a line. */
  readonly what: string
  run(size: Size): Promise<Row | readonly Row[]>
}

interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly ceiling?: number
  readonly budget: string
  readonly met: boolean | ((ratio: number) => boolean)
  readonly notes?: readonly string[]
}

export function rowOf({ name, value, unit, ceiling, budget, met, notes = [] }: Figure): Row {
  const ratio = ceiling === undefined ? null : value / ceiling
  return {
    name,
    value: round(value),
    unit,
    ceiling: ceiling === undefined ? null : round(ceiling),
    ratio: ratio === null ? null : Number(ratio.toFixed(3)),
    budget,
    met: typeof met === 'boolean' ? met : ratio !== null && met(ratio),
    notes,
  }
}

const round = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toFixed(2)))
