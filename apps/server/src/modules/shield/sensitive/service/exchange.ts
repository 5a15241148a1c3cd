import type { SensitiveImportPlan } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../../platform/db/index.ts'
import { Refusal } from '../../../../platform/errors.ts'
import type { AgentCaller } from '../../../../platform/http/index.ts'
import { type SheetFormat, type SheetRow, sheetContentTypes } from '../../../../platform/sheet/index.ts'
import type { SensitiveParts } from '../collaborators.ts'
import { announce } from '../events.ts'
import { columns, sheetWords } from '../sheet/columns.ts'
import { type ImportPlan, planImport } from '../sheet/plan.ts'
import { readRows } from '../sheet/read.ts'
import { findAll, insertWords, lockLists, updateWords } from '../store/word.ts'

const shownBad = 200
const shownChanges = 50
/** In characters, in the order of the columns. */
const widths = [32, 10, 16, 8]

/** The lists into a spreadsheet, and back. */
export function createSensitiveExchange({
  db,
  sheets,
  sheetFiles,
  localeOf,
  now,
}: Pick<SensitiveParts, 'db' | 'sheets' | 'sheetFiles' | 'localeOf' | 'now'>) {
  const rowsIn = async ({ companyId, agentId }: AgentCaller, sheetFileId: string) =>
    sheets.read((await sheetFiles.read(companyId, agentId, sheetFileId)).bytes)

  async function plan(tx: Tx, companyId: string, rows: readonly SheetRow[]): Promise<ImportPlan> {
    const sheet = readRows(rows)
    if (sheet) return planImport(await findAll(tx, companyId), sheet, uuidv7)
    throw new Refusal('invalid', 'sensitive.no_header', 'The first row must name the columns: at least the word.')
  }

  return {
    async export({ companyId, agentId }: AgentCaller, format: SheetFormat): Promise<{ fileId: string }> {
      const said = sheetWords(await localeOf(companyId))
      const words = await db.company(companyId, (tx) => findAll(tx, companyId))
      const rows = [
        columns.map((column) => said.columns[column]),
        ...words.map(({ word, side, action, isOn }) => [
          word,
          said.sides[side],
          said.actions[action],
          said.states[isOn ? 'on' : 'off'],
        ]),
      ]
      const bytes = await sheets.write(format, { name: said.file, widths, rows })
      const name = `${said.file} ${now().toISOString().slice(0, 10)}.${format}`
      return {
        fileId: await sheetFiles.keep(companyId, agentId, { name, contentType: sheetContentTypes[format], bytes }),
      }
    },

    /** What an import would change; changes nothing. */
    async preview(agent: AgentCaller, sheetFileId: string): Promise<SensitiveImportPlan> {
      const rows = await rowsIn(agent, sheetFileId)
      return shown(await db.company(agent.companyId, (tx) => plan(tx, agent.companyId, rows)))
    },

    /** All of it, or, with a single bad row, nothing. */
    async import(agent: AgentCaller, sheetFileId: string): Promise<SensitiveImportPlan> {
      const { companyId } = agent
      const rows = await rowsIn(agent, sheetFileId)
      return db.company(companyId, async (tx) => {
        await lockLists(tx, companyId)
        const planned = await plan(tx, companyId, rows)
        if (planned.bad.length > 0) {
          throw new Refusal(
            'invalid',
            'sensitive.bad_rows',
            `${planned.bad.length} rows cannot be imported; nothing was.`,
          )
        }
        const of = (which: 'added' | 'changed') =>
          planned.changes.flatMap(({ change, word }) => (change === which ? [word] : []))
        await insertWords(tx, companyId, of('added'))
        await updateWords(tx, companyId, of('changed'))
        if (planned.changes.length > 0) announce(tx, { type: 'sensitive.changed', companyId })
        return shown(planned)
      })
    },
  }
}

const shown = ({ rows, changes, unchanged, bad }: ImportPlan): SensitiveImportPlan => ({
  rows,
  added: changes.filter(({ change }) => change === 'added').length,
  changed: changes.filter(({ change }) => change === 'changed').length,
  unchanged,
  bad: bad.slice(0, shownBad),
  badCount: bad.length,
  sample: changes
    .slice(0, shownChanges)
    .map(({ row, change, word: { side, word, action } }) => ({ row, change, side, word, action })),
})
