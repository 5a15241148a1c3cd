import type { Conversation } from '@youwen/contract'
import { createContext, useMemo } from 'react'

/** Words to watch for, as they were written in the conversation on the screen. */
export const WatchedWordsContext = createContext<readonly string[]>([])

/** The same list as long as it says the same: a row that changes otherwise draws no message anew. */
export function useWatchedWords(conversation: Pick<Conversation, 'sensitive'> | undefined): readonly string[] {
  const key = JSON.stringify(conversation?.sensitive.flatMap(({ watched }) => watched ?? []) ?? [])
  return useMemo(() => JSON.parse(key) as string[], [key])
}

/** Cuts a text where such words begin and end; of several that begin at one place the longest counts. */
export function cutAtWords(text: string, words: readonly string[]): { text: string; isWatched: boolean }[] {
  const parts: { text: string; isWatched: boolean }[] = []
  let done = 0
  for (let at = 0; at < text.length; ) {
    const found = words.reduce(
      (most, word) => (word.length > most && text.startsWith(word, at) ? word.length : most),
      0,
    )
    if (found === 0) {
      at++
      continue
    }
    if (at > done) parts.push({ text: text.slice(done, at), isWatched: false })
    parts.push({ text: text.slice(at, at + found), isWatched: true })
    at += found
    done = at
  }
  if (done < text.length) parts.push({ text: text.slice(done), isWatched: false })
  return parts
}
