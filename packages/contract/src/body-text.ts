import type { MessageBody } from './message.ts'

/**
 * The words of a message: what a list, a quote and a search show of it. Empty where there are none. This file has no
 * schemas, so that a small bundle stays small.
 */
export function textOf(body: MessageBody): string {
  switch (body.type) {
    case 'text':
    case 'note':
      return body.text
    case 'card':
    case 'appointment':
      return body.title
    case 'image':
    case 'file':
      return body.name
    case 'voice':
    case 'recalled':
    case 'event':
      return ''
    default:
      // A newer server may say what this client does not know yet.
      body satisfies never
      return ''
  }
}
