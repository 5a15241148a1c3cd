import type { MessageBody } from '@youwen/contract'
import type { Chat } from '../chat.ts'
import { AppointmentCard } from './AppointmentCard.tsx'
import { FileCard } from './FileCard.tsx'
import { LinkCard } from './LinkCard.tsx'
import { Voice } from './Voice.tsx'

/** What is said less often than words and pictures. */
export function Further({ chat, body, edge }: { chat: Chat; body: MessageBody; edge: string }) {
  if (body.type === 'file') return <FileCard chat={chat} {...body} edge={edge} />
  if (body.type === 'voice') return <Voice chat={chat} body={body} edge={edge} />
  if (body.type === 'card') return <LinkCard chat={chat} body={body} edge={edge} />
  if (body.type === 'appointment') return <AppointmentCard chat={chat} body={body} />
  // The server sends nothing else with words to a visitor.
  return null
}
