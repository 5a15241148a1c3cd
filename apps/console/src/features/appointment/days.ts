import type { AppointmentRow } from '@youwen/contract'
import { type Clock, dayOf } from '../../platform/time.ts'

export interface Day {
  /** `2026-11-28`, of the company. */
  readonly day: string
  readonly rows: readonly AppointmentRow[]
}

/** Rows in their order, those of one day under one heading. */
export function daysOf(rows: readonly AppointmentRow[], clock: Clock): Day[] {
  const days: { day: string; rows: AppointmentRow[] }[] = []
  for (const row of rows) {
    const day = dayOf(clock, new Date(row.at))
    const last = days.at(-1)
    if (last?.day === day) last.rows.push(row)
    else days.push({ day, rows: [row] })
  }
  return days
}
