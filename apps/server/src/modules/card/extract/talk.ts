/** One thing that was said, oldest first in a talk. Only words: pictures and files say nothing here. */
export interface Said {
  readonly from: 'visitor' | 'agent'
  readonly text: string
  readonly at: Date
}

export const extractedFields = [
  'name',
  'phone',
  'wechat',
  'qq',
  'email',
  'gender',
  'age',
  'region',
  'appointment',
  'need',
] as const
export type ExtractedField = (typeof extractedFields)[number]

/** A value for a field of the card, and which of the things said it was read from. */
export interface Finding {
  readonly field: ExtractedField
  readonly value: string
  /** Index in the talk. */
  readonly said: number
  /** The words of it, as they stand in the plain text of `said`. */
  readonly words: string
}

/** Reads a card's values out of a talk. Rules do it now; what a model would answer has the same shape. */
export type Extractor = (talk: readonly Said[], when: { readonly timeZone: string }) => Promise<readonly Finding[]>

/** A message as the rules read it. */
export interface Line {
  readonly said: number
  readonly isVisitor: boolean
  readonly text: string
  readonly at: Date
  /** What the other side had said last before it, when it is the visitor's: the question that it may answer. */
  readonly asked: string
}

/** Narrow letters and digits, plain spaces, no web addresses: their numbers mean nothing here. */
export function linesOf(talk: readonly Said[]): Line[] {
  let asked = ''
  let answers = 0
  return talk.map(({ from, text, at }, said) => {
    const plain = plainOf(text)
    const isVisitor = from === 'visitor'
    // A question is answered by the next few messages, not by what comes much later.
    if (isVisitor) answers += 1
    else {
      asked = plain
      answers = 0
    }
    return { said, isVisitor, text: plain, at, asked: isVisitor && answers <= 3 ? asked : '' }
  })
}

const plainOf = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\u{fe0f}?\u{20e3}/gu, '')
    .replace(/[\u200b-\u200f\ufeff\u2060]/g, '')
    .replace(/(https?:\/\/|www\.)[\w\-./?%&=#:+~@!,;]+/gi, ' 网址 ')
    .replace(/[^\S\n]+/g, ' ')
    .trim()

/** What stands before a place within its sentence, at most `length` characters. */
export const before = (text: string, at: number, length = 16): string =>
  (/[^。!?;\n]*$/.exec(text.slice(Math.max(0, at - length), at)) ?? [''])[0]
/** What follows within the sentence. */
export const after = (text: string, at: number, length = 16): string =>
  (/^[^。!?;\n]*/.exec(text.slice(at, at + length)) ?? [''])[0]
