import type { PhraseTree } from '@youwen/contract'
import type { Tx } from '../../platform/db/index.ts'

/** Something in a tree is new, changed or gone. `ownerId` is the company's id for the shared tree, else the agent's. */
export interface PhrasesChanged {
  readonly type: 'phrase.changed'
  readonly companyId: string
  readonly tree: PhraseTree
  readonly ownerId: string
}

export const announce = (tx: Pick<Tx, 'announce'>, event: PhrasesChanged): void => tx.announce(event)
