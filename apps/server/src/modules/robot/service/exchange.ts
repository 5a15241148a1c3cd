import type { RobotImportPlan } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import type { AgentCaller } from '../../../platform/http/index.ts'
import { type SheetFormat, type SheetRow, sheetContentTypes } from '../../../platform/sheet/index.ts'
import { announceChange } from '../events.ts'
import { fileIdsOf } from '../present.ts'
import { sheetWords } from '../sheet/columns.ts'
import { type ImportPlan, planImport } from '../sheet/plan.ts'
import { readRows } from '../sheet/read.ts'
import { columnWidths, sheetOf } from '../sheet/write.ts'
import { findEntries, saveEntries } from '../store/entries.ts'
import { nextRevision } from '../store/settings.ts'
import type { RobotParts } from './collaborators.ts'

const shownBad = 200
const shownChanges = 50

/** What the robot knows, into a spreadsheet and back. */
export function createRobotExchange({
  db,
  files,
  sheetFiles,
  sheets,
  localeOf,
  now,
}: Pick<RobotParts, 'db' | 'files' | 'sheetFiles' | 'sheets' | 'localeOf' | 'now'>) {
  const rowsIn = async ({ companyId, agentId }: AgentCaller, sheetFileId: string) =>
    sheets.read((await sheetFiles.read(companyId, agentId, sheetFileId)).bytes)

  async function plan(tx: Tx, companyId: string, rows: readonly SheetRow[]): Promise<ImportPlan> {
    const sheet = readRows(rows)
    if (sheet) return planImport(await findEntries(tx, companyId), sheet, uuidv7)
    throw new Refusal(
      'invalid',
      'robot.no_header',
      'The first row must name the columns: at least question and answer.',
    )
  }

  return {
    async export({ companyId, agentId }: AgentCaller, format: SheetFormat): Promise<{ fileId: string }> {
      const locale = await localeOf(companyId)
      const rows = await db.company(companyId, async (tx) => {
        const entries = await findEntries(tx, companyId)
        const fileIds = entries.flatMap(({ body }) => fileIdsOf(body))
        return sheetOf(entries, await files.describe(tx, companyId, fileIds), locale)
      })
      const title = sheetWords(locale).file
      const bytes = await sheets.write(format, { name: title, widths: columnWidths, rows })
      const name = `${title} ${now().toISOString().slice(0, 10)}.${format}`
      return {
        fileId: await sheetFiles.keep(companyId, agentId, { name, contentType: sheetContentTypes[format], bytes }),
      }
    },

    /** What an import would change; changes nothing. */
    async preview(agent: AgentCaller, sheetFileId: string): Promise<RobotImportPlan> {
      const rows = await rowsIn(agent, sheetFileId)
      return shown(await db.company(agent.companyId, (tx) => plan(tx, agent.companyId, rows)))
    },

    /** All of it, or, with a single bad row, nothing. */
    async import(agent: AgentCaller, sheetFileId: string): Promise<RobotImportPlan> {
      const { companyId } = agent
      const rows = await rowsIn(agent, sheetFileId)
      return db.company(companyId, async (tx) => {
        await nextRevision(tx, companyId)
        const planned = await plan(tx, companyId, rows)
        if (planned.bad.length > 0) {
          throw new Refusal('invalid', 'robot.bad_rows', `${planned.bad.length} rows cannot be imported; nothing was.`)
        }
        await saveEntries(tx, companyId, [...planned.newTopics, ...planned.changes.map(({ entry }) => entry)])
        announceChange(tx, companyId)
        return shown(planned)
      })
    },
  }
}

const shown = ({ rows, newTopics, changes, unchanged, bad }: ImportPlan): RobotImportPlan => ({
  rows,
  added: changes.filter(({ change }) => change === 'added').length,
  changed: changes.filter(({ change }) => change === 'changed').length,
  unchanged,
  newTopics: newTopics.length,
  bad: bad.slice(0, shownBad),
  badCount: bad.length,
  sample: changes
    .slice(0, shownChanges)
    .map(({ row, change, topic, entry: { title } }) => ({ row, change, topic, title })),
})
