import type { Phrase, PhraseChanges, PhrasePlace, PhraseTree, SavePhrase } from '@youwen/contract'
import { applyPhraseChanges, emptyPhraseTree, type PhraseTreeState, phrasesByParent } from '@youwen/sdk/phrases'
import { expect } from 'vitest'
import type { Answer, TestApp } from '../../testing/app.ts'

const paths = { shared: '/phrases/shared', own: '/phrases/own' } as const

/** What an agent's client does with phrases, over HTTP. */
export function phraseClient(server: TestApp, token: string, tree: PhraseTree) {
  const ask = <T>(method: string, path: string, body?: unknown) => server.ask<T>(method, `/api${path}`, { token, body })
  const must = async <T>(answer: Promise<Answer<T>>): Promise<T> => {
    const { status, body } = await answer
    expect(status, JSON.stringify(body)).toBe(200)
    return body
  }
  const client = {
    ask,
    add: (phrase: SavePhrase, place: Partial<PhrasePlace> = {}) =>
      ask<Phrase>('POST', paths[tree], { phrase, place: { folderId: null, beforeId: null, ...place } }),
    save: (phraseId: string, phrase: SavePhrase) => ask<Phrase>('PUT', `${paths[tree]}/${phraseId}`, { phrase }),
    move: (phraseId: string, place: Partial<PhrasePlace>) =>
      ask<Phrase>('PUT', `${paths[tree]}/${phraseId}/place`, { place: { folderId: null, beforeId: null, ...place } }),
    remove: (phraseId: string) => ask<{ removed: number }>('DELETE', `${paths[tree]}/${phraseId}`),
    addText: async (title: string, more: { text?: string; code?: string; folderId?: string | null } = {}) =>
      (await must(client.add(text(title, more), { folderId: more.folderId ?? null }))).phraseId,
    addFolder: async (title: string, folderId: string | null = null) =>
      (await must(client.add({ kind: 'folder', title }, { folderId }))).phraseId,
    /** Follows the tree from where a client is, as often as it takes. */
    async follow(state: PhraseTreeState = emptyPhraseTree): Promise<PhraseTreeState> {
      let now = state
      for (;;) {
        const query = now.cursor === '' ? '' : `?cursor=${encodeURIComponent(now.cursor)}`
        const changes = await must(ask<PhraseChanges>('GET', `${paths[tree]}${query}`))
        now = applyPhraseChanges(now, changes)
        if (changes.isComplete) return now
      }
    },
    /** Titles, what is in a folder within brackets: `['售前', ['你好']]`. */
    outline: async () => outlineOf(await client.follow()),
  }
  return client
}

export const text = (title: string, { text = `${title}的话`, code = '' } = {}): SavePhrase => ({
  kind: 'phrase',
  title,
  code,
  body: { type: 'text', text },
})

type Outline = (string | Outline)[]
export function outlineOf(tree: PhraseTreeState): Outline {
  const byParent = phrasesByParent(tree)
  const below = (folderId: string | null): Outline =>
    (byParent.get(folderId) ?? []).flatMap(({ kind, title, phraseId }) =>
      kind === 'folder' ? [title, below(phraseId)] : [title],
    )
  return below(null)
}

/** Stores a file as an agent's client does; answers its id. */
export async function upload(
  server: TestApp,
  token: string,
  bytes: Uint8Array<ArrayBuffer>,
  { purpose = 'sheet', name = '常用语.xlsx' }: { purpose?: 'sheet' | 'message'; name?: string } = {},
): Promise<string> {
  const { body } = await server.ask<{ fileId: string; uploadUrl: string }>('POST', '/api/files', {
    token,
    body: { name, sizeBytes: bytes.length, purpose },
  })
  const put = await fetch(new URL(body.uploadUrl, server.app.localUrl), { method: 'PUT', body: bytes })
  expect(put.status, await put.text()).toBe(200)
  return body.fileId
}

export async function download(server: TestApp, token: string, fileId: string): Promise<Uint8Array<ArrayBuffer>> {
  const { body } = await server.ask<{ url: string }[]>('POST', '/api/files/urls', {
    token,
    body: { fileIds: [fileId] },
  })
  return new Uint8Array(await (await fetch(new URL(body[0]?.url ?? '', server.app.localUrl))).arrayBuffer())
}
