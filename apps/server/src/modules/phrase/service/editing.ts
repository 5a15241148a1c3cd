import {
  maxPhrasesInTree,
  type Phrase,
  type PhraseBody,
  type PhraseChanges,
  type PhrasePlace,
  type SavePhrase,
} from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import { announce } from '../events.ts'
import { foldersOf } from '../folders.ts'
import type { Owner } from '../owner.ts'
import { fileIdsOf, present } from '../present.ts'
import * as store from '../store/tree.ts'
import { type Cursor, findChanges } from '../view.ts'
import type { PhraseParts } from './collaborators.ts'

const pageSize = 5_000

/** The rules of a tree of phrases; they are the same for the shared one and for an agent's own. */
export function createPhraseEditing({ db, files, now }: Pick<PhraseParts, 'db' | 'files' | 'now'>) {
  /** Every change takes the tree first, so that what it looked at is still so when it is committed. */
  const changing = <T>(owner: Owner, change: (tx: Tx, revision: number) => Promise<T>): Promise<T> =>
    db.company(owner.companyId, async (tx) => {
      const result = await change(tx, await store.nextRevision(tx, owner))
      announce(tx, { type: 'phrase.changed', ...owner })
      return result
    })

  async function get(tx: Tx, owner: Owner, phraseId: string): Promise<store.StoredPhrase> {
    const phrase = await store.findPhrase(tx, owner, phraseId)
    if (!phrase) throw notFound('phrase')
    return phrase
  }

  async function answer(tx: Tx, owner: Owner, phrase: store.StoredPhrase): Promise<Phrase> {
    return present(phrase, await files.describe(tx, owner.companyId, fileIdsOf(phrase.body)))
  }

  async function checkContent(
    tx: Tx,
    owner: Owner,
    phrase: SavePhrase,
    { phraseId, folderId }: { phraseId: string | null; folderId: string | null },
  ): Promise<void> {
    const folders = foldersOf(await store.findFolders(tx, owner))
    if (folderId !== null && !folders.has(folderId)) throw notFound('phrase')
    if (phrase.kind === 'folder') return folders.assertFits({ phraseId, title: phrase.title, folderId })
    if (phrase.code !== '') {
      const holder = await store.findByCode(tx, owner, phrase.code)
      if (holder !== undefined && holder !== phraseId) throw codeTaken(phrase.code)
    }
    await checkFiles(tx, owner, phrase.body)
  }

  async function checkFiles(tx: Tx, { companyId, agentId, tree }: Owner, body: PhraseBody): Promise<void> {
    for (const fileId of fileIdsOf(body)) {
      const by = tree === 'shared' ? 'company' : 'uploader'
      await files.makeReusable(tx, { companyId, fileId, agentId, by })
    }
    const pictureId = body.type === 'image' ? body.fileId : body.type === 'card' ? body.imageFileId : undefined
    if (pictureId === undefined) return
    const file = (await files.describe(tx, companyId, [pictureId])).get(pictureId)
    if (!file?.image) throw new Refusal('invalid', 'file.not_a_picture', 'This is not a picture that we can read.')
  }

  async function positionAt(
    tx: Tx,
    owner: Owner,
    place: PhrasePlace,
    movedId: string | null,
    revision: number,
  ): Promise<number> {
    if (place.beforeId !== null) await get(tx, owner, place.beforeId)
    return store.positionAt(tx, owner, place, movedId, revision)
  }

  return {
    async changes(owner: Owner, cursor: string | undefined): Promise<PhraseChanges> {
      const after = cursor === undefined || cursor === '' ? undefined : cursorOf(cursor)
      return db.company(owner.companyId, async (tx) => {
        const found = await findChanges(tx, owner, after, pageSize)
        const described = await files.describe(
          tx,
          owner.companyId,
          found.living.flatMap(({ body }) => fileIdsOf(body)),
        )
        return {
          cursor: found.cursor ? `${found.cursor.revision}:${found.cursor.phraseId}` : (cursor ?? ''),
          phrases: found.living.map((phrase) => present(phrase, described)),
          removedIds: found.removedIds,
          isComplete: found.isComplete,
        }
      })
    },

    add: (owner: Owner, { place, phrase }: { place: PhrasePlace; phrase: SavePhrase }): Promise<Phrase> =>
      changing(owner, async (tx, revision) => {
        if ((await store.countPhrases(tx, owner)) >= maxPhrasesInTree) throw treeFull()
        await checkContent(tx, owner, phrase, { phraseId: null, folderId: place.folderId })
        const position = await positionAt(tx, owner, place, null, revision)
        const added = { phraseId: uuidv7(), folderId: place.folderId, position, ...contentOf(phrase) }
        await store.savePhrases(tx, owner, [added], revision)
        return answer(tx, owner, added)
      }),

    save: (owner: Owner, { phraseId, phrase }: { phraseId: string; phrase: SavePhrase }): Promise<Phrase> =>
      changing(owner, async (tx, revision) => {
        const before = await get(tx, owner, phraseId)
        if ((before.body === null) !== (phrase.kind === 'folder')) throw notFound('phrase')
        await checkContent(tx, owner, phrase, before)
        const saved = { ...before, ...contentOf(phrase) }
        await store.savePhrases(tx, owner, [saved], revision)
        return answer(tx, owner, saved)
      }),

    move: (owner: Owner, { phraseId, place }: { phraseId: string; place: PhrasePlace }): Promise<Phrase> =>
      changing(owner, async (tx, revision) => {
        const before = await get(tx, owner, phraseId)
        const folders = foldersOf(await store.findFolders(tx, owner))
        const { folderId } = place
        if (folderId !== null && !folders.has(folderId)) throw notFound('phrase')
        if (before.body === null) folders.assertFits({ ...before, folderId })
        const position = await positionAt(tx, owner, place, phraseId, revision)
        await store.placePhrase(tx, owner, { phraseId, folderId, position }, revision)
        return answer(tx, owner, { ...before, folderId, position })
      }),

    remove: (owner: Owner, phraseId: string): Promise<{ removed: number }> =>
      changing(owner, async (tx, revision) => {
        const removed = await store.removePhrase(tx, owner, phraseId, revision, now())
        if (removed === 0) throw notFound('phrase')
        return { removed }
      }),
  }
}

const contentOf = (phrase: SavePhrase) =>
  phrase.kind === 'folder'
    ? { title: phrase.title, code: '', body: null }
    : { title: phrase.title, code: phrase.code, body: phrase.body }

function cursorOf(text: string): Cursor {
  const [, revision, phraseId] = /^(\d{1,15}):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  if (revision === undefined || phraseId === undefined) {
    throw new Refusal('invalid', 'validation.failed', 'This cursor was not given out by us.', {
      fields: [{ path: 'cursor', code: 'invalid', title: 'Not a cursor.' }],
    })
  }
  return { revision: Number(revision), phraseId }
}

function codeTaken(code: string) {
  const title = `Another phrase has the code "${code}".`
  return new Refusal('conflict', 'phrase.code_taken', title, {
    fields: [{ path: 'phrase.code', code: 'phrase.code_taken', title }],
  })
}

export const treeFull = () =>
  new Refusal('conflict', 'phrase.tree_full', `A tree holds at most ${maxPhrasesInTree} phrases and folders.`)
