import { z } from 'zod'
import { StoredFile } from './file.ts'
import { Id, line } from './ids.ts'
import { maxPhraseCodeLength, maxPhraseTitleLength } from './limits.ts'
import { SendBody } from './message.ts'
import type { Permission } from './permission.ts'
import { route } from './route.ts'

export { maxPhraseDepth, maxPhrasesInTree } from './limits.ts'

/** Every agent uses the shared tree; an own tree is seen by nobody else. */
export const PhraseTree = z.enum(['shared', 'own'])
export type PhraseTree = z.infer<typeof PhraseTree>

const Title = line(maxPhraseTitleLength).min(1)
/** Typed after `/` to find one phrase at once. */
const Code = line(maxPhraseCodeLength).regex(/^[^\s/{}]*$/)

const [Text, Image, File, , Card] = SendBody.options
/** What an agent may say to a visitor by a phrase: as he would send it, but in answer to nothing in particular. */
export const PhraseBody = z.discriminatedUnion('type', [
  Text.omit({ quote: true }),
  Image.omit({ quote: true }),
  File.omit({ quote: true }),
  Card.omit({ quote: true }),
])
export type PhraseBody = z.infer<typeof PhraseBody>

/** A folder, or a phrase: anything that a message can be, under a title. */
export const SavePhrase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), title: Title }),
  z.object({ kind: z.literal('phrase'), title: Title, code: Code.default(''), body: PhraseBody }),
])
export type SavePhrase = z.infer<typeof SavePhrase>

/** Where in its tree: in a folder (null: at the top), before one of those there (null: after the last). */
export const PhrasePlace = z.object({ folderId: Id.nullable(), beforeId: Id.nullable().default(null) })
export type PhrasePlace = z.infer<typeof PhrasePlace>

const node = {
  phraseId: Id,
  folderId: Id.nullable(),
  position: z.number().describe('Among those in the same folder: ascending.'),
  title: z.string(),
}
export const Phrase = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), ...node }),
  z.object({
    kind: z.literal('phrase'),
    ...node,
    code: z.string(),
    body: PhraseBody,
    file: StoredFile.nullable().describe('What the body’s file is; null for a body without one.'),
  }),
])
export type Phrase = z.infer<typeof Phrase>

/** What changed in a tree since a cursor; without one, the tree. Ask again from `cursor` until `isComplete`. */
export const PhraseChanges = z.object({
  cursor: z.string(),
  phrases: z.array(Phrase).describe('New or changed ones, in the order of their changes.'),
  removedIds: z.array(Id),
  isComplete: z.boolean(),
})
export type PhraseChanges = z.infer<typeof PhraseChanges>

export const PhraseUse = z.object({ phraseId: Id, count: z.int().min(1).max(1_000) })
export type PhraseUse = z.infer<typeof PhraseUse>

const SheetFormat = z.enum(['xlsx', 'csv'])

/** Why a row cannot be imported. `column` is a column's name (`title`), or null where the row as a whole is meant. */
export const BadRow = z.object({
  row: z.int().describe('As the spreadsheet counts: the header is row 1.'),
  column: z.string().nullable(),
  code: z.string(),
  value: z.string().describe('What stands there, shortened.'),
})
export type BadRow = z.infer<typeof BadRow>

export const PhraseImportPlan = z.object({
  rows: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  newFolders: z.int(),
  bad: z.array(BadRow).describe('The first 200 of them; nothing is imported while there is any.'),
  badCount: z.int(),
  sample: z
    .array(
      z.object({
        row: z.int(),
        change: z.enum(['added', 'changed']),
        folder: z.string(),
        title: z.string(),
        text: z.string(),
      }),
    )
    .describe('The first 50 changes.'),
})
export type PhraseImportPlan = z.infer<typeof PhraseImportPlan>

const tag = 'phrase'
const Ref = z.object({ phraseId: Id })
/** Uploaded before, for this purpose. */
const Sheet = z.object({ sheetFileId: Id })
const everybody = { access: 'signed-in', audit: null, tag } as const

/** Both trees are edited alike; the shared one takes a permission and leaves records. */
function editing(path: 'shared' | 'own', access: Permission | 'signed-in', audits: boolean) {
  const about = (audit: string, title: string) =>
    ({ access, audit: audits ? audit : null, tag, title: `${title} (${path} tree)` }) as const
  return {
    add: route('POST', `/phrases/${path}`, about('phrase.added', 'Add a phrase or a folder'))
      .input(z.object({ place: PhrasePlace, phrase: SavePhrase }))
      .output(Phrase),
    save: route('PUT', `/phrases/${path}/{phraseId}`, about('phrase.saved', 'Change a phrase or a folder'))
      .input(Ref.extend({ phrase: SavePhrase }))
      .output(Phrase),
    move: route('PUT', `/phrases/${path}/{phraseId}/place`, about('phrase.moved', 'Move a phrase or a folder'))
      .input(Ref.extend({ place: PhrasePlace }))
      .output(Phrase),
    remove: route(
      'DELETE',
      `/phrases/${path}/{phraseId}`,
      about('phrase.removed', 'Remove a phrase, or a folder with all that is in it'),
    )
      .input(Ref)
      .output(z.object({ removed: z.int() })),
    export: route('POST', `/phrases/${path}/export`, about('phrase.exported', 'Write all phrases into a spreadsheet'))
      .input(z.object({ format: SheetFormat }))
      .output(z.object({ fileId: Id })),
    previewImport: route('POST', `/phrases/${path}/import/preview`, {
      ...about('', 'Say what an import of an uploaded spreadsheet would change'),
      audit: null,
    })
      .input(Sheet)
      .output(PhraseImportPlan),
    import: route(
      'POST',
      `/phrases/${path}/import`,
      about('phrase.imported', 'Import a spreadsheet, whole or not at all'),
    )
      .input(Sheet)
      .output(PhraseImportPlan),
  }
}

const shared = editing('shared', 'phrase.manage', true)
const own = editing('own', 'signed-in', false)

export const phrase = {
  list: route('GET', '/phrases/{tree}', { ...everybody, title: 'A tree of phrases, or what changed in it' })
    .input(z.object({ tree: PhraseTree, cursor: z.string().max(400).optional() }))
    .output(PhraseChanges),
  mostUsed: route('GET', '/phrase-uses', { ...everybody, title: 'My most used phrases, most frequent first' }).output(
    z.array(z.object({ phraseId: Id, count: z.int() })),
  ),
  use: route('POST', '/phrase-uses', { ...everybody, title: 'Count phrases that I have used' }).input(
    z.object({ uses: z.array(PhraseUse).min(1).max(100) }),
  ),
  addShared: shared.add,
  saveShared: shared.save,
  moveShared: shared.move,
  removeShared: shared.remove,
  exportShared: shared.export,
  previewImportShared: shared.previewImport,
  importShared: shared.import,
  addOwn: own.add,
  saveOwn: own.save,
  moveOwn: own.move,
  removeOwn: own.remove,
  exportOwn: own.export,
  previewImportOwn: own.previewImport,
  importOwn: own.import,
}
