import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { randomToken } from '../crypto/index.ts'
import { Refusal } from '../errors.ts'
import { createTurnstile } from '../turnstile/index.ts'

/** OWASP's recommendation for argon2id; 19 MiB and some 20 ms each. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const prefix = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`

/** So many hashes at a time: a storm of logins takes time, not the machine's memory. */
const atOnce = 4
const maxWaiting = 400

export interface Passwords {
  hash(password: string): Promise<string>
  /** With no hash, because there is no such account, it takes as long and answers false. */
  matches(password: string, hash: string | undefined): Promise<boolean>
  /** Made with other costs than today's: to be made anew when the password is at hand. */
  isOutdated(hash: string): boolean
}

export async function createPasswords(): Promise<Passwords> {
  const turnstile = createTurnstile({
    atOnce,
    maxWaiting,
    refusal: () =>
      new Refusal('unavailable', 'server.overloaded', 'Too many people log in just now.', { retryAfter: 2 }),
  })
  const nobodys = await hash(randomToken(), cost)

  return {
    hash: (password) => turnstile(() => hash(password, cost)),
    matches: (password, known) =>
      turnstile(async () => {
        const isRight = await verify(known ?? nobodys, password)
        return isRight && known !== undefined
      }),
    isOutdated: (known) => !known.startsWith(prefix),
  }
}

/** Without letters and digits that look alike: it is read out and typed. About 71 bits. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789'
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 5 }, () => letters[randomInt(letters.length)]).join('')
  return [group(), group(), group()].join('-')
}
