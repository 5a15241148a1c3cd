import type { Tx } from '../../platform/db/index.ts'
import type { VisitorRenamed } from './events.ts'
import { visitorStore } from './store.ts'
import { visitorView } from './view.ts'

/** Names by visitor, within somebody's transaction; only who is called otherwise now is told of. */
export async function renameVisitors(tx: Tx, companyId: string, names: ReadonlyMap<string, string>): Promise<void> {
  for (const visitorId of await visitorStore.rename(tx, companyId, names)) {
    const event: VisitorRenamed = { type: 'visitor.renamed', companyId, visitorId, name: names.get(visitorId) ?? '' }
    tx.announce(event)
  }
}

export const visitorNames = {
  of: (tx: Tx, companyId: string, visitorIds: readonly string[]): Promise<ReadonlyMap<string, string>> =>
    visitorView.names(tx, companyId, visitorIds),
  set: renameVisitors,
}
