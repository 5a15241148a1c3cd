import type { SensitiveAction } from '@youwen/contract'
import { sensitiveActions } from '@youwen/contract/limits'
import { masked } from './mask.ts'
import type { Match, Matcher } from './matcher.ts'

/** A word of a list, as far as messages are concerned. */
export interface Listed {
  readonly word: string
  readonly action: SensitiveAction
}

export interface FoundWord extends Listed {
  /** As it was written. */
  readonly found: string
}

/** What a list makes of a message. */
export interface Judged {
  /** Each word once for each way it was written, in the order of the text. */
  readonly found: readonly FoundWord[]
  /** The strictest of what is to happen. */
  readonly action: SensitiveAction
  /** The texts of the message as they may be seen. */
  readonly texts: readonly string[]
}

/** Undefined: there is nothing in it. */
export function judge(matcher: Matcher<Listed> | null, texts: readonly string[]): Judged | undefined {
  if (matcher === null) return undefined
  const found = new Map<string, FoundWord>()
  const shown = texts.map((text) => {
    const matches = matcher.matches(text)
    for (const { entry, start, end } of matches) {
      const written = text.slice(start, end)
      found.set(`${entry.word} ${written}`, { word: entry.word, action: entry.action, found: written })
    }
    return masked(text, withAction(matches, ['mask']))
  })
  const words = [...found.values()]
  const [first] = words
  if (!first) return undefined
  return {
    found: words,
    action: words.reduce((most, { action }) => stricter(most, action), first.action),
    texts: shown,
  }
}

/** What somebody is still writing, as others may watch it: without what would not be let through either. */
export const preview = (matcher: Matcher<Listed> | null, text: string): string =>
  matcher === null ? text : masked(text, withAction(matcher.matches(text), ['mask', 'block']))

const withAction = (matches: readonly Match<Listed>[], actions: readonly SensitiveAction[]) =>
  matches.filter(({ entry }) => actions.includes(entry.action))

const stricter = (a: SensitiveAction, b: SensitiveAction) =>
  sensitiveActions.indexOf(a) >= sensitiveActions.indexOf(b) ? a : b
