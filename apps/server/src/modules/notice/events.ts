import type { Tx } from '../../platform/db/index.ts'

/** The message centre of a company, or of one agent alone, is another. */
export interface NoticesChanged {
  readonly type: 'notice.changed'
  readonly companyId: string
  /** Null: everybody's. */
  readonly agentId: string | null
}

export const announce = (tx: Pick<Tx, 'announce'>, event: NoticesChanged): void => tx.announce(event)
