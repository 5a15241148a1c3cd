import type { CatalogImportPlan, CatalogKind } from '@youwen/contract'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import type { SheetRow } from '../../../platform/sheet/index.ts'
import { planImport, shownPlan } from '../sheet/plan.ts'
import { type ReadSheet, readRows } from '../sheet/read.ts'
import * as store from '../store/items.ts'
import type { CatalogParts } from './collaborators.ts'

interface ImportRequest {
  readonly kind: CatalogKind
  readonly mode: 'merge' | 'replace'
}
interface SheetImport extends ImportRequest {
  readonly sheetFileId: string
}

/** Products, orders and coupons out of a spreadsheet, for companies without a system of their own. */
export function createCatalogExchange({ db, sheets, collaborators }: CatalogParts) {
  const { sheetFiles, timeZoneOf, phoneOf } = collaborators

  const rowsOf = async ({ companyId, agentId }: AgentCaller, { sheetFileId }: SheetImport) =>
    sheets.read((await sheetFiles.read(companyId, agentId, sheetFileId)).bytes)

  async function read(companyId: string, kind: CatalogKind, rows: readonly SheetRow[]): Promise<ReadSheet> {
    const sheet = readRows(kind, rows, { timeZone: await timeZoneOf(companyId), phoneOf })
    if (!sheet) throw new Refusal('invalid', `catalog.no_header_${kind}`, 'The first row does not name the columns.')
    return sheet
  }

  const planned = async (tx: Tx, companyId: string, { kind, mode }: ImportRequest, sheet: ReadSheet) =>
    planImport(await store.findAll(tx, companyId, kind), sheet, mode)

  /** All of it, or, with a single bad row, nothing. */
  async function importRows(
    companyId: string,
    request: ImportRequest,
    rows: readonly SheetRow[],
  ): Promise<CatalogImportPlan> {
    const { kind } = request
    const sheet = await read(companyId, kind, rows)
    return db.company(companyId, async (tx) => {
      await store.lockKind(tx, companyId, kind)
      const plan = await planned(tx, companyId, request, sheet)
      if (plan.bad.length > 0) {
        throw new Refusal('conflict', 'catalog.import_bad_rows', 'Some rows cannot be imported; nothing was.')
      }
      const items = plan.changes.map(({ item }) => item)
      await store.putItems(tx, companyId, kind, items)
      await store.removeItems(tx, companyId, kind, plan.removedIds)
      return shownPlan(plan)
    })
  }

  return {
    importRows,

    import: async (agent: AgentCaller, request: SheetImport): Promise<CatalogImportPlan> =>
      importRows(agent.companyId, request, await rowsOf(agent, request)),

    /** What an import would change; changes nothing. */
    async preview(agent: AgentCaller, request: SheetImport): Promise<CatalogImportPlan> {
      const { companyId } = agent
      const sheet = await read(companyId, request.kind, await rowsOf(agent, request))
      return shownPlan(await db.company(companyId, (tx) => planned(tx, companyId, request, sheet)))
    },
  }
}
