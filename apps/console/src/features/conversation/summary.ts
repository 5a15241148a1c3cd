import type { TFunction } from 'i18next'

/**
 * The last message in one line. The server answers what a person would read there: a message's text, and for pictures
 * and files `[image]` and `[file] name`, which are said in the reader's language here.
 */
export function summaryOf(text: string, t: TFunction): string {
  if (text === '[image]') return `[${t('conversation.body.image')}]`
  if (text.startsWith('[file]')) return `[${t('conversation.body.file')}]${text.slice(6)}`
  return text.replace(/\s+/g, ' ')
}
