import type { OptionalApp } from '@youwen/contract'
import { createCompanyMemory, type MemoryParts } from '../../platform/company-memory/index.ts'
import type { Db } from '../../platform/db/index.ts'
import type { AppSwitched } from './events.ts'
import { findOff } from './store.ts'

export interface AppSwitches extends Disposable {
  /** From memory nearly always: every request for an optional app asks. */
  isOn(companyId: string, app: OptionalApp): Promise<boolean>
}

export function createAppSwitches({ db, ...parts }: MemoryParts & { readonly db: Db }): AppSwitches {
  const off = createCompanyMemory({
    ...parts,
    changed: 'app.switched' satisfies AppSwitched['type'],
    load: async (companyId): Promise<ReadonlySet<string>> =>
      new Set(await db.company(companyId, (tx) => findOff(tx, companyId))),
  })
  return {
    isOn: async (companyId, app) => !(await off.of(companyId)).has(app),
    [Symbol.dispose]: () => off[Symbol.dispose](),
  }
}
