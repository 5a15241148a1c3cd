import type { Verdict } from './checker.ts'

export interface Limits {
  /** How often something is killed, where a proof kills. */
  readonly kills: number
  /** How long a proof keeps its load up. */
  readonly seconds: number
  /** Clients, as a share of what the full proof has. */
  readonly scale: number
}

export interface Outcome extends Omit<Verdict, 'examples'> {
  readonly kills: number
  /** What was promised beside "nothing lost, doubled or out of order", and did not hold. */
  readonly failures: readonly string[]
  readonly notes: readonly string[]
}

export interface Proof {
  /** Its line in the proof table. */
  readonly id: string
  readonly what: string
  run(limits: Limits): Promise<Outcome>
}

export const nothing: Outcome = {
  attempted: 0,
  acknowledged: 0,
  read: 0,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  kills: 0,
  failures: [],
  notes: [],
}

export const isKept = ({ lost, duplicated, reordered, failures }: Outcome) =>
  lost === 0 && duplicated === 0 && reordered === 0 && failures.length === 0

export const outcomeOf = (
  { examples, ...verdict }: Verdict,
  more: { kills?: number; failures?: readonly string[]; notes?: readonly string[] } = {},
): Outcome => ({
  ...verdict,
  kills: more.kills ?? 0,
  failures: [...(more.failures ?? []), ...examples],
  notes: more.notes ?? [],
})
