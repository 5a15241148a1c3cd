import type { PhraseImportPlan } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import { type SheetFormat, type SheetRow, sheetContentTypes } from '../../../platform/sheet/index.ts'
import { announce } from '../events.ts'
import type { Owner } from '../owner.ts'
import { fileIdsOf } from '../present.ts'
import { sheetWords } from '../sheet/columns.ts'
import { type ImportPlan, planImport } from '../sheet/plan.ts'
import { readRows } from '../sheet/read.ts'
import { columnWidths, rowsOf } from '../sheet/write.ts'
import * as store from '../store/tree.ts'
import type { PhraseParts } from './collaborators.ts'

const shownBad = 200
const shownChanges = 50

/** Phrases into a spreadsheet, and back. */
export function createPhraseExchange({ db, files, sheetFiles, sheets, localeOf, now }: PhraseParts) {
  const read = async ({ companyId, agentId }: Owner, fileId: string) =>
    sheets.read((await sheetFiles.read(companyId, agentId, fileId)).bytes)

  async function plan(tx: Tx, owner: Owner, rows: readonly SheetRow[]): Promise<ImportPlan> {
    const sheet = readRows(rows)
    if (!sheet) {
      throw new Refusal(
        'invalid',
        'phrase.no_header',
        'The first row must name the columns: at least title or content.',
      )
    }
    return planImport(await store.findTree(tx, owner), sheet, uuidv7)
  }

  return {
    async export(owner: Owner, format: SheetFormat): Promise<{ fileId: string }> {
      const { companyId, agentId, tree } = owner
      const locale = await localeOf(companyId)
      const rows = await db.company(companyId, async (tx) => {
        const phrases = await store.findTree(tx, owner)
        const described = await files.describe(
          tx,
          companyId,
          phrases.flatMap(({ body }) => fileIdsOf(body)),
        )
        return rowsOf(phrases, described, locale)
      })
      const name = sheetWords(locale).file[tree]
      const bytes = await sheets.write(format, { name, widths: columnWidths, rows })
      const day = now().toISOString().slice(0, 10)
      const contentType = sheetContentTypes[format]
      return {
        fileId: await sheetFiles.keep(companyId, agentId, { name: `${name} ${day}.${format}`, contentType, bytes }),
      }
    },

    /** What an import would change; changes nothing. */
    async preview(owner: Owner, fileId: string): Promise<PhraseImportPlan> {
      const rows = await read(owner, fileId)
      return shown(await db.company(owner.companyId, (tx) => plan(tx, owner, rows)))
    },

    /** All of it, or, with a single bad row, nothing. */
    async import(owner: Owner, fileId: string): Promise<PhraseImportPlan> {
      const rows = await read(owner, fileId)
      return db.company(owner.companyId, async (tx) => {
        const revision = await store.nextRevision(tx, owner)
        const planned = await plan(tx, owner, rows)
        if (planned.bad.length > 0) {
          throw new Refusal('conflict', 'phrase.import_bad_rows', 'Some rows cannot be imported; nothing was.')
        }
        const changed = planned.changes.filter(({ change }) => change === 'changed')
        // Two phrases may exchange their codes.
        await store.clearCodes(
          tx,
          owner,
          changed.map(({ phrase }) => phrase.phraseId),
        )
        const phrases = planned.changes.map(({ phrase }) => phrase)
        await store.savePhrases(tx, owner, [...planned.newFolders, ...phrases], revision)
        announce(tx, { type: 'phrase.changed', ...owner })
        return shown(planned)
      })
    },
  }
}

const shown = ({ rows, newFolders, changes, unchanged, bad }: ImportPlan): PhraseImportPlan => ({
  rows,
  added: changes.filter(({ change }) => change === 'added').length,
  changed: changes.filter(({ change }) => change === 'changed').length,
  unchanged,
  newFolders: newFolders.length,
  bad: bad.slice(0, shownBad),
  badCount: bad.length,
  sample: changes.slice(0, shownChanges).map(({ row, change, folder, phrase }) => ({
    row,
    change,
    folder,
    title: phrase.title,
    text: phrase.body?.type === 'text' ? phrase.body.text.slice(0, 200) : '',
  })),
})
