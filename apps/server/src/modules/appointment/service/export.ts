import { dayOf } from '../../../platform/calendar/index.ts'
import type { Db } from '../../../platform/db/index.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { type SheetFormat, sheetContentTypes } from '../../../platform/sheet/index.ts'
import type { AppointmentCollaborators } from '../collaborators.ts'
import { sheetHeader, sheetRow, sheetTitle, sheetWidths } from '../sheet.ts'
import { findTemplates } from '../store/template.ts'
import type { Position } from '../view.ts'
import type { Asked, Reader } from './read.ts'

const maxRows = 50_000
const atOnce = 1_000

export interface ExportParts {
  readonly db: Db
  readonly now: () => Date
  readonly reader: Pick<Reader, 'pageOf' | 'rowsOf' | 'wantedOf'>
  readonly collaborators: Pick<AppointmentCollaborators, 'company' | 'agentNames' | 'sheets' | 'sheetFiles'>
}

/** What a list holds, into a spreadsheet: the earliest first. */
export function createExport({ db, now, reader, collaborators }: ExportParts) {
  return async (
    agent: AgentCaller,
    { format, ...asked }: Omit<Asked, 'sort'> & { format: SheetFormat },
  ): Promise<{ fileId: string }> => {
    const { companyId, agentId } = agent
    const { locale, timeZone } = await collaborators.company(companyId)
    const templates = await db.company(companyId, (tx) => findTemplates(tx, companyId))
    const facts = { locale, timeZone, templates: new Map(templates.map((one) => [one.templateId, one])) }
    const wanted = await reader.wantedOf(agent, asked)
    const rows: string[][] = []
    let after: Position | undefined
    do {
      if (!wanted) break
      const page = { sort: 'soonest', after, limit: Math.min(atOnce, maxRows - rows.length) } as const
      const { found, reached } = await reader.pageOf(agent, wanted, page)
      const agentNames = await collaborators.agentNames(companyId, [...new Set(found.map((one) => one.agentId))])
      const kept = new Map(found.map((one) => [one.appointmentId, one]))
      for (const row of await reader.rowsOf(agent, found)) {
        const record = kept.get(row.appointmentId)
        if (record) rows.push(sheetRow(record, row, { ...facts, agentNames }))
      }
      after = reached
    } while (after && rows.length < maxRows)
    const title = sheetTitle(locale)
    const sheet = { name: title, widths: sheetWidths, rows: [sheetHeader(locale), ...rows] }
    const bytes = await collaborators.sheets.write(format, sheet)
    const name = `${title} ${dayOf(timeZone, now())}.${format}`
    const contentType = sheetContentTypes[format]
    return { fileId: await collaborators.sheetFiles.keep(companyId, agentId, { name, contentType, bytes }) }
  }
}
