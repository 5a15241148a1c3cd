import type { Tx } from '../../../platform/db/index.ts'

/** The lists, or what visitors are told because of them, are others. */
export interface SensitiveChanged {
  readonly type: 'sensitive.changed'
  readonly companyId: string
}

/** Words were said, or somebody tried to say them, of which whoever reviews hits is told. */
export interface SensitiveFound {
  readonly type: 'sensitive.found'
  readonly companyId: string
}

export const announce = (tx: Pick<Tx, 'announce'>, event: SensitiveChanged | SensitiveFound): void => tx.announce(event)
