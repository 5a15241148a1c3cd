import ipaddr from 'ipaddr.js'
import { sha256 } from '../../platform/crypto/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { Refusal } from '../../platform/errors.ts'
import * as store from './store/throttle.ts'

/** Somebody behind this address guesses this account. */
const accountAtAddress = { free: 10, firstDelaySeconds: 2, longestDelaySeconds: 300 }
/**
 * Somebody behind this address guesses many accounts. An office of people who mistype stays below it, and so does one
 * that logs in all at once: an attempt counts as failed until it has succeeded.
 */
const address = { free: 60, firstDelaySeconds: 5, longestDelaySeconds: 900 }
/**
 * Many addresses guess this account. The delay stays short, and addresses the account was used from before do not feel
 * it: whoever attacks slows himself down, not the one he attacks.
 */
const account = { free: 20, firstDelaySeconds: 1, longestDelaySeconds: 30 }

export interface Attempt {
  readonly companyCode: string
  readonly account: string
  readonly ip: string
  readonly isKnownAddress: boolean
}

export class Throttled extends Refusal {
  constructor(retryAfter: number) {
    super('rate_limited', 'security.throttled', 'Too many failed attempts. Try again later.', { retryAfter })
  }
}

/** Counts failed logins in the database, so that all nodes and all parallel attempts count together. */
export function createThrottle({ db }: { db: Db }) {
  const limitsOf = (attempt: Attempt) => {
    const who = `${attempt.companyCode}\n${attempt.account}`.toLowerCase()
    const where = networkOf(attempt.ip)
    // Always in this order: two attempts that share keys then never wait for each other in a circle.
    return [
      { key: sha256(`address\n${where}`), limit: address },
      { key: sha256(`account at address\n${where}\n${who}`), limit: accountAtAddress },
      ...(attempt.isKnownAddress ? [] : [{ key: sha256(`account\n${who}`), limit: account }]),
    ]
  }

  return {
    /** Lets an attempt in, counted as failed until `succeeded`, or throws `Throttled` and counts nothing. */
    enter: (attempt: Attempt): Promise<void> =>
      db.all(async (tx) => {
        for (const { key, limit } of limitsOf(attempt)) {
          if (!(await store.enter(tx, key, limit))) throw new Throttled(await store.secondsToWait(tx, key))
        }
      }),

    succeeded: (attempt: Attempt): Promise<void> =>
      db.all(async (tx) => {
        for (const { key, limit } of limitsOf(attempt)) {
          await (limit === accountAtAddress ? store.forget(tx, key) : store.takeBack(tx, key, limit))
        }
      }),

    forgetOld: (): Promise<void> => db.all(store.forgetOld),
  }
}
export type Throttle = ReturnType<typeof createThrottle>

/** A whole IPv6 /64 is one subscriber's; an IPv4 address written as IPv6 is that address. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const parsed = ipaddr.process(ip)
  return parsed.kind() === 'ipv4' ? parsed.toString() : parsed.toNormalizedString().split(':').slice(0, 4).join(':')
}
