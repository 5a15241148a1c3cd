import type { Message } from '@youwen/contract'
import type { TFunction } from 'i18next'
import { type Clock, minuteOf } from '../../platform/time.ts'

/** What still fits into a description beside what an agent adds. */
const maxLength = 18_000

/** What was said, as text: a line for each message, events left out. The latest words are kept when it is too much. */
export function transcriptOf(
  messages: readonly Message[],
  clock: Clock,
  visitorName: string,
  nameOf: (agentId: string) => string,
  t: TFunction,
): string {
  const who = ({ from, senderId }: Message) => {
    if (from === 'visitor') return visitorName || t('ticket.transcript.visitor')
    if (from === 'robot') return t('conversation.robot')
    return senderId ? nameOf(senderId) : t('ticket.transcript.agent')
  }
  const lines = messages.flatMap((message) => {
    const text = textOf(message, t)
    return text === null ? [] : [`[${minuteOf(clock, new Date(message.at))}] ${who(message)}: ${text}`]
  })
  let length = 0
  let from = lines.length
  while (from > 0 && length + (lines[from - 1]?.length ?? 0) + 1 <= maxLength)
    length += (lines[--from]?.length ?? 0) + 1
  const kept = lines.slice(from)
  return (from > 0 ? [t('ticket.transcript.cut', { count: from }), ...kept] : kept).join('\n')
}

function textOf({ body }: Message, t: TFunction): string | null {
  switch (body.type) {
    case 'text':
      return body.text
    case 'image':
      return t('ticket.transcript.image')
    case 'file':
      return t('ticket.transcript.file', { name: body.name })
    case 'card':
      return `[${t('conversation.body.card')}] ${body.title} ${body.url}`
    case 'appointment':
      return `[${t('conversation.body.appointment')}] ${body.title} ${body.number} ${body.name}`
    case 'voice':
      return `[${t('conversation.body.voice')}]`
    case 'note':
      return `[${t('conversation.body.note')}] ${body.text}`
    case 'recalled':
    case 'event':
      return null
    default:
      // What a newer server sends is named, not dropped.
      body satisfies never
      return t('ticket.transcript.other')
  }
}

/** What a ticket is called until somebody names it: the visitor's first words. */
export function titleOf(messages: readonly Message[]): string {
  const first = messages.find(({ from, body }) => from === 'visitor' && body.type === 'text')
  return first?.body.type === 'text' ? first.body.text.replace(/\s+/g, ' ').trim().slice(0, 50) : ''
}
