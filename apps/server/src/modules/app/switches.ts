import type { OptionalApp } from '@youwen/contract'
import type { Bus } from '../../platform/bus/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { Events } from '../../platform/events/index.ts'
import type { AppSwitched } from './events.ts'
import { findOff } from './store.ts'

const subject = 'app.switched'
/** A change on another node that was not heard of is noticed after this. */
const keptMs = 30_000
const maxKept = 10_000

export interface AppSwitches extends Disposable {
  /** From memory nearly always: every request for an optional app asks. */
  isOn(companyId: string, app: OptionalApp): Promise<boolean>
}

export function createAppSwitches({
  db,
  bus,
  events,
}: {
  db: Db
  bus: Pick<Bus, 'publish' | 'subscribe'>
  events: Pick<Events, 'on'>
}): AppSwitches {
  const kept = new Map<string, { readonly off: Promise<ReadonlySet<string>>; readonly until: number }>()

  const offIn = (companyId: string): Promise<ReadonlySet<string>> => {
    const known = kept.get(companyId)
    if (known && known.until > Date.now()) return known.off
    if (kept.size >= maxKept) kept.clear()
    const off = db.company(companyId, (tx) => findOff(tx, companyId)).then((names) => new Set(names))
    kept.set(companyId, { off, until: Date.now() + keptMs })
    off.catch(() => kept.delete(companyId))
    return off
  }

  const stops = [
    events.on<AppSwitched>('app.switched', ({ companyId }) => {
      kept.delete(companyId)
      bus.publish(subject, companyId)
    }),
    bus.subscribe(subject, (companyId) => void kept.delete(companyId)),
  ]
  return {
    isOn: async (companyId, app) => !(await offIn(companyId)).has(app),
    [Symbol.dispose]() {
      for (const stop of stops) stop()
    },
  }
}
