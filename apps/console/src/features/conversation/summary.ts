import type { Conversation, MessageBody, Quote, SaidType } from '@youwen/contract'
import { textOf } from '@youwen/contract/body-text'
import type { TFunction } from 'i18next'

/** Something said in one line, from its kind and its words. */
function lineOf(type: SaidType, words: string, t: TFunction): string {
  const text = words.replace(/\s+/g, ' ').trim()
  switch (type) {
    case 'text':
      return text
    case 'image':
    case 'voice':
      return `[${t(`conversation.body.${type}`)}]`
    case 'recalled':
      return t('conversation.body.recalled')
    case 'file':
    case 'card':
    case 'appointment':
    case 'note':
      return `[${t(`conversation.body.${type}`)}] ${text}`
    default:
      return type satisfies never
  }
}

/** The last message in one line of the list. */
export const summaryOf = ({ lastMessage }: Conversation, t: TFunction): string =>
  lastMessage === null ? t('conversation.noMessage') : lineOf(lastMessage.type, lastMessage.text, t)

export const quoteWords = ({ type, text }: Quote, t: TFunction): string =>
  type === 'note' ? text : lineOf(type, text, t)

/** A message in one line, for notifications. */
export const bodyWords = (body: MessageBody, t: TFunction): string =>
  body.type === 'event' ? '' : lineOf(body.type, textOf(body), t)
