import type { CardField, CardFieldKind, CardValue } from '@youwen/contract'
import { parsePhoneNumberFromString } from 'libphonenumber-js'

/** By field id. What is not there is empty. */
export type Values = Readonly<Record<string, CardValue>>

/** Why a value does not fit: the end of the code `card_value.<fault>`. */
export type Fault = 'phone' | 'email' | 'wechat' | 'qq' | 'number' | 'date' | 'option' | 'kind' | 'too_long'

/** One field's value in the form in which it is kept and compared, or why it cannot be kept. Empty becomes null. */
export function normalise(
  { kind, options }: Pick<CardField, 'kind' | 'options'>,
  given: CardValue | null,
): { readonly value: CardValue | null } | { readonly fault: Fault } {
  if (kind === 'multi_select') {
    if (given === null) return { value: null }
    if (typeof given === 'string') return { fault: 'kind' }
    const chosen = options.filter((option) => given.includes(option))
    if (chosen.length < new Set(given).size) return { fault: 'option' }
    return { value: chosen.length > 0 ? chosen : null }
  }
  if (Array.isArray(given)) return { fault: 'kind' }
  const text = plain(given ?? '', kind === 'long_text')
  return text === '' ? { value: null } : normaliseText(kind, options, text)
}

function normaliseText(
  kind: Exclude<CardFieldKind, 'multi_select'>,
  options: readonly string[],
  text: string,
): { readonly value: string } | { readonly fault: Fault } {
  switch (kind) {
    case 'text':
    case 'region':
      return text.length <= 60 ? { value: text } : { fault: 'too_long' }
    case 'long_text':
      return { value: text }
    case 'number': {
      const digits = narrow(text)
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(digits) ? { value: String(Number(digits)) } : { fault: 'number' }
    }
    case 'phone': {
      const phone = toE164(text)
      return phone ? { value: phone } : { fault: 'phone' }
    }
    case 'email': {
      const email = narrow(text).toLowerCase()
      return /^[\w.+-]+@[\w-]+(\.[\w-]+)+$/.test(email) ? { value: email } : { fault: 'email' }
    }
    case 'wechat': {
      // A number is a WeChat name as well: many are found by their phone.
      const name = narrow(text)
      return /^([A-Za-z][\w-]{5,19}|1[3-9]\d{9}|\d{5,11}@?qq\.com|[1-9]\d{4,11})$/.test(name)
        ? { value: name }
        : { fault: 'wechat' }
    }
    case 'qq': {
      const digits = narrow(text).replace(/\s/g, '')
      return /^[1-9]\d{4,11}$/.test(digits) ? { value: digits } : { fault: 'qq' }
    }
    case 'date':
      return isDate(text) ? { value: text } : { fault: 'date' }
    case 'select':
      return options.includes(text) ? { value: text } : { fault: 'option' }
    default:
      return kind satisfies never
  }
}

/** Numbers without a country are Chinese ones. Undefined: no such number can exist. */
export function toE164(text: string): string | undefined {
  const phone = parsePhoneNumberFromString(narrow(text).replace(/[—–－]/g, '-'), 'CN')
  if (!phone?.isValid()) return undefined
  return phone.ext ? `${phone.number};ext=${phone.ext}` : phone.number
}

/** How a value is compared with other cards; null: long texts and choices are not. */
export function keyOf(kind: CardFieldKind, value: CardValue): string | null {
  if (typeof value !== 'string' || kind === 'long_text' || kind === 'select' || kind === 'multi_select') return null
  return value.toLowerCase()
}

export const isSame = (a: CardValue | null | undefined, b: CardValue | null | undefined): boolean =>
  JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** Full-width letters, digits and marks as the narrow ones. */
const narrow = (text: string) => text.normalize('NFKC').trim()

/** What every column and every screen takes: no NUL and controls, no half characters. */
const plain = (text: string, mayHaveLines: boolean) =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(mayHaveLines ? /[^\P{Cc}\n]+/gu : /\p{Cc}+/gu, ' ')
    .trim()

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}
