import type { Phrase, PhraseBody, StoredFile } from '@youwen/contract'
import type { StoredPhrase } from './store/tree.ts'

/** Every file that a body names, whatever kind of body it is: fields called `fileId`, `imageFileId` … */
export const fileIdsOf = (body: PhraseBody | null): string[] =>
  Object.entries(body ?? {}).flatMap(([name, value]) =>
    /^(\w+F|f)ileId$/.test(name) && typeof value === 'string' ? [value] : [],
  )

export function present(phrase: StoredPhrase, files: ReadonlyMap<string, StoredFile>): Phrase {
  const { phraseId, folderId, position, title, code, body } = phrase
  const place = { phraseId, folderId, position, title }
  if (body === null) return { kind: 'folder', ...place }
  const [fileId] = fileIdsOf(body)
  return { kind: 'phrase', ...place, code, body, file: (fileId && files.get(fileId)) || null }
}
