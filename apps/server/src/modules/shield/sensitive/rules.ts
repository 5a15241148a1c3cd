import type { Locale, SendBody, SensitiveAction, SensitiveMark, SensitiveSide } from '@youwen/contract'
import { v7 as uuidv7 } from 'uuid'
import type { Tx } from '../../../platform/db/index.ts'
import { Refusal } from '../../../platform/errors.ts'
import { announce } from './events.ts'
import { createSensitiveGuard } from './guard.ts'
import { type FoundWord, type Judged, judge, preview } from './judge.ts'
import { insertHit, type StoredHit } from './store/hit.ts'

/** A message on its way to being stored. */
export interface Saying {
  readonly companyId: string
  readonly side: SensitiveSide
  readonly body: SendBody
  /** The visitor's. */
  readonly locale: Locale
  /** Who wrote it was warned, and means it. */
  readonly anyway: boolean
}

/** What is kept of a message with words in it, whoever wrote it and wherever it went. */
export interface Hit {
  readonly side: SensitiveSide
  readonly action: SensitiveAction
  readonly words: readonly string[]
  readonly isTold: boolean
  readonly said: string | null
}

export type Verdict =
  | { readonly kind: 'clear' }
  | {
      readonly kind: 'said'
      readonly body: SendBody
      readonly isMasked: boolean
      readonly hit: Hit
      readonly marks: readonly SensitiveMark[]
      /** What who wrote it is told. */
      readonly notice: string | undefined
    }
  | {
      readonly kind: 'refused'
      readonly refusal: Refusal
      /** Null: he was only asked. */
      readonly hit: Hit | null
    }

/** Who wrote what was found, and where it stands. */
export type HitPlace = Pick<StoredHit, 'agentId' | 'visitorId' | 'conversationId' | 'messageId' | 'seq'>

/** Enough to understand it. */
const maxSaid = 500

/** What somebody reads of a message. What the robot says, and what colleagues tell each other, is nobody's business. */
function textsOf(body: SendBody): readonly string[] {
  switch (body.type) {
    case 'text':
      return [body.text]
    case 'card':
      return [body.title, body.text]
    case 'image':
    case 'file':
    case 'voice':
    case 'note':
    // The company's own words, and the visitor's name.
    case 'appointment':
      return []
    default:
      return body satisfies never
  }
}

/** The same message with these texts, in the order of `textsOf`. */
function withTexts(body: SendBody, texts: readonly string[]): SendBody {
  if (body.type === 'text') return { ...body, text: texts[0] ?? '' }
  return body.type === 'card' ? { ...body, title: texts[0] ?? '', text: texts[1] ?? '' } : body
}

const markOf = ({ word, action, found }: FoundWord): SensitiveMark => ({
  word,
  watched: action === 'watch' ? found : null,
})

/** What happens to messages because of the words in them: asked for each one before it is stored. */
export function createSensitiveRules(parts: Parameters<typeof createSensitiveGuard>[0]) {
  const guard = createSensitiveGuard(parts)

  function refused(side: SensitiveSide, words: readonly string[], action: 'block' | 'warn', title: string): Refusal {
    const code = action === 'block' ? 'sensitive.blocked' : 'sensitive.warned'
    return new Refusal('invalid', code, title, side === 'agent' ? { words } : {})
  }

  function hitOf(side: SensitiveSide, { found, action }: Judged, texts: readonly string[]): Hit {
    const isKept = found.some((one) => one.action === 'notify')
    return {
      side,
      action,
      words: [...new Set(found.map(({ word }) => word))],
      isTold: found.some((one) => one.action === 'notify' || one.action === 'watch'),
      said: isKept ? texts.join('\n').toWellFormed().replaceAll('\0', '').slice(0, maxSaid) : null,
    }
  }

  return {
    /** Whether this node knows that nothing is in a text. With no words to look for that costs nothing. */
    isClear(companyId: string, side: SensitiveSide, text: string): boolean {
      const lists = guard.atOnce(companyId)
      if (lists === undefined) return false
      const matcher = lists[side]
      return matcher === null || !matcher.finds(text)
    },

    async look({ companyId, side, body, locale, anyway }: Saying): Promise<Verdict> {
      const lists = await guard.of(companyId)
      const texts = textsOf(body)
      const judged = judge(lists[side], texts)
      if (judged === undefined) return { kind: 'clear' }
      const { found, action } = judged
      const because = (which: SensitiveAction) => [
        ...new Set(found.filter((one) => one.action === which).map(({ word }) => word)),
      ]
      const hit = hitOf(side, judged, texts)
      if (action === 'block') {
        const title = side === 'visitor' ? lists.notice.blocked[locale] : 'It has words that must not be sent.'
        return { kind: 'refused', hit, refusal: refused(side, because('block'), 'block', title) }
      }
      if (action === 'warn' && side === 'agent' && !anyway) {
        const title = 'It has words that should be sent only if they are meant.'
        return { kind: 'refused', hit: null, refusal: refused(side, because('warn'), 'warn', title) }
      }
      return {
        kind: 'said',
        body: withTexts(body, judged.texts),
        isMasked: judged.texts.some((text, index) => text !== texts[index]),
        hit,
        marks: found.map(markOf),
        notice: action === 'warn' && side === 'visitor' ? lists.notice.warned[locale] : undefined,
      }
    },

    /** In the transaction of the message. A message that is sent again is one. */
    async keep(tx: Tx, companyId: string, hit: Hit, place: HitPlace): Promise<void> {
      const isNew = await insertHit(tx, companyId, { ...hit, ...place, hitId: uuidv7() })
      if (isNew && hit.isTold) announce(tx, { type: 'sensitive.found', companyId })
    },

    /** What a visitor is still writing, as agents may watch it. */
    async preview(companyId: string, text: string): Promise<string> {
      return preview((await guard.of(companyId)).visitor, text)
    },

    /** The lists themselves, for trying them out. */
    lists: guard.of,
    [Symbol.dispose]: () => guard[Symbol.dispose](),
  }
}
export type SensitiveRules = ReturnType<typeof createSensitiveRules>
