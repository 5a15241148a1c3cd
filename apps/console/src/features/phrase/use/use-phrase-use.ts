import { maxTextLength } from '@youwen/contract/limits'
import { type OpenComposer, useComposer } from '../../../platform/composer.ts'
import type { TextualPhrase } from '../body.ts'
import { fill } from '../fill.ts'
import { usePhraseStore } from '../phrase-store.ts'
import { usePhraseValues } from './use-phrase-values.ts'

/** A phrase's text as it is said now. */
export function useFilled(conversationId: string | undefined): (text: string) => string {
  const values = usePhraseValues(conversationId)
  return (text) => fill(text, values()).slice(0, maxTextLength)
}

/** Using phrases in the conversation on the screen; undefined when it is none that I may answer. */
export function usePhraseUse() {
  const composer = useComposer()
  const store = usePhraseStore()
  const filled = useFilled(composer?.conversationId)
  if (!composer) return undefined
  return {
    /** Only words can stand in the box: whatever else it is, is sent. */
    insert(phrase: TextualPhrase) {
      if (phrase.body.type !== 'text') return false
      composer.insert(filled(phrase.body.text))
      store.used(phrase.phraseId)
      return true
    },
    send(phrase: TextualPhrase) {
      sendPhrase(composer.send, phrase, filled)
      store.used(phrase.phraseId)
    },
  }
}

export function sendPhrase(
  send: OpenComposer['send'],
  { body, file }: TextualPhrase,
  filled: (text: string) => string,
): void {
  if (body.type === 'text') {
    const text = filled(body.text).trim()
    if (text !== '') send({ ...body, text })
  } else send(body, file)
}
