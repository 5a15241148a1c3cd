import type { MessageBody, SendBody } from '@youwen/contract'
import { maxVoiceBytes } from '@youwen/contract/limits'
import type { Tx } from '../../../platform/db/index.ts'
import { notFound, Refusal } from '../../../platform/errors.ts'
import { forbidden } from '../../../platform/http/index.ts'
import type { Speaker } from '../collaborators.ts'
import type { Context } from './context.ts'

/** PostgreSQL's jsonb stores neither NUL nor half of a surrogate pair; nobody can see them either. */
const storable = (text: string) => (text.isWellFormed() ? text : text.toWellFormed()).replaceAll('\0', '')

function wordsOf(text: string): string {
  const words = storable(text)
  if (words.trim() === '') throw new Refusal('invalid', 'message.empty', 'There is nothing in this message.')
  return words
}

/** What can be said without looking anything up; undefined when it takes more. */
export const quickBody = (body: SendBody): Extract<MessageBody, { type: 'text' }> | undefined =>
  body.type === 'text' && body.quote === undefined ? { type: 'text', text: wordsOf(body.text) } : undefined

interface Saying {
  readonly companyId: string
  readonly visitorId: string
  readonly by: Speaker
}

/** What a message says, from what was sent: files are looked up, quotes come later. */
export async function bodyOf(
  { db, collaborators }: Pick<Context, 'db' | 'collaborators'>,
  speaker: Saying,
  body: SendBody,
): Promise<MessageBody> {
  const { companyId } = speaker
  const attach = (fileId: string) =>
    db.company(companyId, (tx: Tx) => collaborators.attach(tx, { ...speaker, body: { fileId } }))
  switch (body.type) {
    case 'text':
      return { type: 'text', text: wordsOf(body.text) }
    case 'image':
    case 'file':
      return attach(body.fileId)
    case 'voice': {
      const { fileId, sizeBytes, ...file } = await attach(body.fileId)
      const format = 'contentType' in file ? formatOf(file.contentType) : undefined
      if (!format || sizeBytes > maxVoiceBytes) {
        throw new Refusal('invalid', 'message.not_a_voice', 'This file is not a voice message.')
      }
      const { durationMs, waveform } = body
      return { type: 'voice', fileId, sizeBytes, format, durationMs, waveform }
    }
    case 'card': {
      const picture = body.imageFileId === undefined ? undefined : await attach(body.imageFileId)
      if (picture?.type === 'file') throw new Refusal('invalid', 'file.not_a_picture', 'This is not a picture.')
      return { type: 'card', ...linkOf(body), image: picture ? withoutType(picture) : null }
    }
    case 'note': {
      const mentions = [...new Set(body.mentions)].filter(
        (agentId) => speaker.by.kind !== 'agent' || agentId !== speaker.by.id,
      )
      await db.company(companyId, async (tx) => {
        for (const agentId of mentions) {
          if (!(await collaborators.receiver(tx, companyId, agentId))) throw notFound('agent')
        }
      })
      return { type: 'note', text: wordsOf(body.text), mentions }
    }
    case 'appointment':
      // An agent's: `appointmentBody` has made it before.
      throw forbidden()
    default:
      return body satisfies never
  }
}

/** The address as a browser understands it, so that what is shown is where it leads; without name and password. */
function linkOf({ title, text, url }: Extract<SendBody, { type: 'card' }>) {
  const address = new URL(url)
  address.username = ''
  address.password = ''
  return { title: wordsOf(title), text: storable(text), url: address.href }
}

function withoutType({ fileId, name, sizeBytes, width, height }: Extract<MessageBody, { type: 'image' }>) {
  return { fileId, name, sizeBytes, width, height }
}

/** By its bytes: recorders write sound into the containers of films. */
function formatOf(contentType: string): string | undefined {
  const [kind, format] = contentType.replace(/;.*/, '').split('/')
  const isSound = kind === 'audio' || /^video\/(webm|mp4|ogg|x-matroska)$/.test(`${kind}/${format}`)
  return isSound ? (format ?? '').replace(/^x-/, '') : undefined
}
