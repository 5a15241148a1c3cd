import { sha256 } from '../../platform/crypto/index.ts'

/** Without 0 and O, 1 and I: they are read out on the telephone. 32 of them, five bits each. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/**
 * `X7K2-94QF`, made of the id: the same appointment always gets the same one. It names and grants nothing. Where another
 * appointment of the company has it already, the next attempt is tried.
 */
export function numberOf(appointmentId: string, attempt: number): string {
  const bits = sha256(`appointment number ${attempt} ${appointmentId}`)
  const letters = Array.from(bits.subarray(0, 8), (byte) => alphabet[byte & 31])
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`
}
