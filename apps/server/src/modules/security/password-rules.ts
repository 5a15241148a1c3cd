import { Refusal } from '../../platform/errors.ts'
import { commonPasswords } from './common-passwords.ts'

/** Length is the contract's; here is what is guessed first however long it is. `known` is what others know of the agent. */
export function checkPassword(password: string, known: readonly string[]): void {
  const plain = password.toLowerCase()
  const isGuessable =
    commonPasswords.has(plain) ||
    new Set(plain).size < 4 ||
    isRun(plain) ||
    known.some((word) => word.length >= 3 && isMadeOf(plain, word.toLowerCase()))
  if (!isGuessable) return
  const title = 'This password is one of the first that are tried.'
  throw new Refusal('invalid', 'security.password_common', title, {
    fields: [{ path: 'next', code: 'common', title }],
  })
}

/** `123456789012`, `abcdefghij`, `0987654321`. */
function isRun(text: string): boolean {
  const steps = Array.from(text.slice(1), (letter, i) => (letter.charCodeAt(0) - text.charCodeAt(i) + 10) % 10)
  return steps.every((step) => step === 1) || steps.every((step) => step === 9)
}

/** The word itself, doubled, or with a few digits or signs around it. */
function isMadeOf(password: string, word: string): boolean {
  if (!password.includes(word)) return false
  return password.replaceAll(word, '').replace(/[\d\W_]/g, '').length === 0
}
