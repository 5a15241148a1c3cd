import type { StoredFile } from '@youwen/contract'
import type { TextualPhrase } from '../body.ts'

/** What the form of a phrase holds; only what belongs to its type is saved. */
export interface PhraseFields {
  title: string
  code: string
  folderId: string | null
  type: TextualPhrase['body']['type']
  text: string
  image: StoredFile | null
  file: StoredFile | null
  card: { title: string; text: string; url: string; image: StoredFile | null }
}

export function fieldsOf(phrase: TextualPhrase | undefined, folderId: string | null): PhraseFields {
  const { body, file } = phrase ?? {}
  return {
    title: phrase?.title ?? '',
    code: phrase?.code ?? '',
    folderId: phrase?.folderId ?? folderId,
    type: body?.type ?? 'text',
    text: body?.type === 'text' ? body.text : '',
    image: body?.type === 'image' ? (file ?? null) : null,
    file: body?.type === 'file' ? (file ?? null) : null,
    card:
      body?.type === 'card'
        ? { title: body.title, text: body.text, url: body.url, image: file ?? null }
        : { title: '', text: '', url: '', image: null },
  }
}
