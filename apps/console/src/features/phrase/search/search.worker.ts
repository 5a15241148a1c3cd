import { createPhraseIndex } from './phrase-index.ts'
import type { Asked, Told } from './search-client.ts'
import { syllablesOf } from './syllables.ts'

/** Some milliseconds of work, so that what is typed meanwhile is answered. */
const preparedAtOnce = 200

const index = createPhraseIndex(syllablesOf)
let isPreparing = false
/** Answered again when everything has its pinyin. */
let last: Extract<Asked, { ask: 'search' }> | undefined

function answer({ number, words, limit }: Extract<Asked, { ask: 'search' }>) {
  postMessage({ number, ...index.search(words, limit) } satisfies Told)
}

function prepare() {
  isPreparing = index.prepare(preparedAtOnce)
  if (isPreparing) setTimeout(prepare)
  else if (last) answer(last)
}

addEventListener('message', ({ data }: MessageEvent<Asked>) => {
  switch (data.ask) {
    case 'put':
      index.put(data.phrases)
      if (!isPreparing) {
        isPreparing = true
        setTimeout(prepare)
      }
      return
    case 'remove':
      return index.remove(data.ids)
    case 'rank':
      return index.rank(data.counts)
    case 'search':
      last = data
      return answer(data)
    default:
      data satisfies never
  }
})
