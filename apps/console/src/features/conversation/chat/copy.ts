import type { MessageBody } from '@youwen/contract'

/** What lies on the clipboard after copying a message: its words, of a card its link too. */
export function wordsToCopy(body: MessageBody): string {
  switch (body.type) {
    case 'text':
    case 'note':
      return body.text
    case 'card':
      return [body.title, body.text, body.url].filter(Boolean).join('\n')
    case 'appointment':
      return [body.title, body.number, body.place, body.url].join('\n')
    default:
      return ''
  }
}
