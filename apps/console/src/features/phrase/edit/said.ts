import type { StoredFile } from '@youwen/contract'
import { maxPhraseTitleLength } from '@youwen/contract/limits'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { fieldsOf, type PhraseFields } from './fields.ts'

type Body = ShownMessage['body']

/** What can be said again to anybody: no notes, no recordings, nothing that is still on its way. */
export const canBecomePhrase = ({ body, conversationId }: Pick<ShownMessage, 'body' | 'conversationId'>): boolean =>
  conversationId !== null && ['text', 'image', 'file', 'card'].includes(body.type)

/** A phrase with what a message says; of a text only what is marked, if something is. */
export function phraseOf(body: Body, selected = ''): PhraseFields {
  const empty = fieldsOf(undefined, null)
  switch (body.type) {
    case 'text': {
      const text = selected.trim() || body.text
      return { ...empty, text, title: titleOf(text) }
    }
    case 'image':
      return { ...empty, type: 'image', title: titleOf(withoutEnding(body.name)), image: pictureOf(body) }
    case 'file': {
      const { fileId, name, sizeBytes, contentType } = body
      const file = { fileId, name, sizeBytes, contentType, image: null }
      return { ...empty, type: 'file', title: titleOf(withoutEnding(name)), file }
    }
    case 'card': {
      const { title, text, url, image } = body
      const card = { title, text, url, image: image && pictureOf(image) }
      return { ...empty, type: 'card', title: titleOf(title), card }
    }
    default:
      return empty
  }
}

/** The file that such a phrase takes over from its message. */
export const fileOf = ({ type, image, file, card }: PhraseFields): StoredFile | null =>
  type === 'image' ? image : type === 'file' ? file : type === 'card' ? card.image : null

/** The same phrase with another file. */
export const withFile = (fields: PhraseFields, stored: StoredFile): PhraseFields =>
  fields.type === 'card'
    ? { ...fields, card: { ...fields.card, image: stored } }
    : { ...fields, [fields.type === 'image' ? 'image' : 'file']: stored }

const pictureOf = ({
  fileId,
  name,
  sizeBytes,
  width,
  height,
}: {
  fileId: string
  name: string
  sizeBytes: number
  width: number
  height: number
}): StoredFile => ({ fileId, name, sizeBytes, contentType: 'image/*', image: { width, height } })

/** The first line, as far as a title goes. */
const titleOf = (text: string) =>
  [...(text.trim().split('\n')[0] ?? '')]
    .slice(0, maxPhraseTitleLength / 2)
    .join('')
    .trim()
const withoutEnding = (name: string) => name.replace(/\.[^.]{1,5}$/, '')
