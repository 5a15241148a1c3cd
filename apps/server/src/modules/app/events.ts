import type { Tx } from '../../platform/db/index.ts'

/** An app was switched on or off for the company. */
export interface AppSwitched {
  readonly type: 'app.switched'
  readonly companyId: string
}

export const announce = (tx: Pick<Tx, 'announce'>, event: AppSwitched): void => tx.announce(event)
