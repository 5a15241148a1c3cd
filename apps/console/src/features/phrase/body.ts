import type { Phrase } from '@youwen/contract'

export type TextualPhrase = Extract<Phrase, { kind: 'phrase' }>

/** What of a phrase can be read: its words, what stands on its card, or what its file is called. */
export function textOf({ body, file }: Pick<TextualPhrase, 'body' | 'file'>): string {
  if (body.type === 'text') return body.text
  if (body.type === 'card') return [body.title, body.text, body.url].filter(Boolean).join(' ')
  return file?.name ?? ''
}
