import type { AgentState } from '@youwen/contract'
import type { StateChange } from './store/state.ts'

/** How somebody spent his time, up to the last change of his state; what followed is for the clock to add. */
export interface Attendance {
  readonly state: AgentState
  /** Since when that is so, and from when on the clock counts: not before the time that is looked at. */
  readonly since: Date
  readonly onlineMs: number
  readonly busyMs: number
}

/** Of one agent's changes in order; the first may lie before `from`, and says how the time began. */
export function attendanceOf(changes: readonly StateChange[], from: Date): Attendance {
  let onlineMs = 0
  let busyMs = 0
  let state: AgentState = 'offline'
  let since = from
  for (const change of changes) {
    const at = change.at > from ? change.at : from
    const lastedMs = at.getTime() - since.getTime()
    if (state !== 'offline') onlineMs += lastedMs
    if (state === 'busy') busyMs += lastedMs
    state = change.state
    since = at
  }
  return { state, since, onlineMs, busyMs }
}
