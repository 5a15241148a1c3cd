import type { MessageBody, SendBody, StoredFile, VoiceRecording } from '@youwen/contract'
import { maxTextLength } from '@youwen/contract/limits'
import type { Outgoing } from './outgoing.ts'

type CardBody = Extract<SendBody, { type: 'card' }>
type AppointmentBody = Extract<MessageBody, { type: 'appointment' }>
type Picture = NonNullable<Extract<MessageBody, { type: 'card' }>['image']>

export function outgoingNote(text: string, mentions: readonly string[]): Outgoing {
  if (text.length === 0 || text.length > maxTextLength) {
    throw new RangeError(`A note has 1 to ${maxTextLength} characters, not ${text.length}.`)
  }
  const body = { type: 'note', text, mentions: [...mentions] } as const
  return { body: { ...body, mentions: [...mentions] }, shown: { ...body, mentions: [...mentions] } }
}

/** What stands on a card; its picture was uploaded before. */
export interface CardContent extends Pick<CardBody, 'title' | 'text' | 'url'> {
  readonly image: StoredFile | null
}

export function outgoingCard({ title, text, url, image }: CardContent): Outgoing {
  const words = { type: 'card', title, text, url } as const
  return {
    body: { ...words, ...(image && { imageFileId: image.fileId }) },
    shown: { ...words, image: image && pictureOf(image) },
  }
}

/** What a card of an appointment says: as the server will write it, which knows the appointment. */
export type AppointmentContent = Omit<AppointmentBody, 'type' | 'quote'>

export const outgoingAppointment = (content: AppointmentContent): Outgoing => ({
  body: { type: 'appointment', appointmentId: content.appointmentId },
  shown: { type: 'appointment', ...content },
})

const pictureOf = ({ fileId, name, sizeBytes, image }: StoredFile): Picture => ({
  fileId,
  name,
  sizeBytes,
  width: image?.width ?? 0,
  height: image?.height ?? 0,
})

export function outgoingVoice(
  { fileId, sizeBytes, contentType }: StoredFile,
  { durationMs, waveform }: VoiceRecording,
): Outgoing {
  const format = contentType.replace(/^.*\/|;.*$/g, '')
  return {
    body: { type: 'voice', fileId, durationMs, waveform },
    shown: { type: 'voice', fileId, sizeBytes, format, durationMs, waveform },
  }
}
