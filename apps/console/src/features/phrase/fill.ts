import { type PhraseVariable, phraseVariables } from '@youwen/contract/phrase-variables'

export type PhraseValues = Readonly<Record<PhraseVariable, string>>

const nameOf = new Map<string, PhraseVariable>(
  Object.entries(phraseVariables).flatMap(([chinese, english]) => {
    const variable = chinese as PhraseVariable
    return [
      [chinese, variable],
      [english, variable],
    ]
  }),
)
const braces = /\{([^{}\s]{1,10})\}/g

/** The text with its variables filled in. Braces around anything else stay as they are. */
export const fill = (text: string, values: PhraseValues): string =>
  text.replace(braces, (whole, name: string) => {
    const variable = nameOf.get(name.toLowerCase())
    return variable ? values[variable] : whole
  })

export interface TextPart {
  /** Where in the text it stands. */
  readonly at: number
  readonly text: string
  readonly isVariable: boolean
}

/** A text in parts, so that its variables can be shown for what they are. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = []
  const add = (at: number, until: number, isVariable: boolean) => {
    if (until > at) parts.push({ at, text: text.slice(at, until), isVariable })
  }
  let end = 0
  for (const { 0: whole, 1: name = '', index } of text.matchAll(braces)) {
    if (!nameOf.has(name.toLowerCase())) continue
    add(end, index, false)
    end = index + whole.length
    add(index, end, true)
  }
  add(end, text.length, false)
  return parts
}
