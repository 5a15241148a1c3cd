import type { Conversation } from '@youwen/contract'
import type { TFunction } from 'i18next'

/** The last message in one line of the list. */
export function summaryOf({ lastMessage }: Conversation, t: TFunction): string {
  if (lastMessage === null) return t('conversation.noMessage')
  const text = lastMessage.text.replace(/\s+/g, ' ').trim()
  switch (lastMessage.type) {
    case 'text':
      return text
    case 'image':
      return `[${t('conversation.body.image')}]`
    case 'file':
      return `[${t('conversation.body.file')}] ${text}`
    default:
      return lastMessage.type satisfies never
  }
}
