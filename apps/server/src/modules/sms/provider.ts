import type { SmsParameter, SmsProvider } from '@youwen/contract'
import { z } from 'zod'
import type { Outbound, OutboundTrouble } from '../../platform/outbound/index.ts'
import { failures } from './failures.ts'

/** With which a company sends. */
export interface Account {
  readonly provider: SmsProvider
  readonly keyId: string
  readonly secret: string
  readonly appId: string
  readonly region: string
  readonly signName: string
}

export interface Outgoing {
  /** Handed on where the provider takes it, so that it can be found there. */
  readonly smsId: string
  readonly phone: string
  readonly templateCode: string
  readonly parameters: readonly SmsParameter[]
}

export type Outcome =
  | { readonly kind: 'taken'; readonly providerId: string }
  /** It will never be taken as it is. */
  | { readonly kind: 'refused'; readonly code: string }
  /** It was not taken, and may be in a while. */
  | { readonly kind: 'later'; readonly code: string }
  /** No answer, or none that says anything: it may have been taken. */
  | { readonly kind: 'unclear' }

/** What the provider knows of a message of which we do not know whether it was taken. */
export type Found =
  | { readonly kind: 'taken'; readonly report: Report | null }
  | { readonly kind: 'absent' }
  /** It answered, but neither yes nor no. */
  | { readonly kind: 'unsaid' }
  | { readonly kind: 'unreachable' }

/** What became of a message on its way to the phone. */
export interface Report {
  readonly isDelivered: boolean
  /** The carrier's word for it. */
  readonly code: string
}

export interface Receipt extends Report {
  readonly providerId: string
  /** Where the provider gives back what it was handed. */
  readonly smsId: string | null
}

/** One house that sends. Its refusals are values: somebody else's trouble is no defect of ours. */
export interface Provider {
  send(account: Account, message: Outgoing): Promise<Outcome>
  find(account: Account, message: Pick<Outgoing, 'smsId' | 'phone'> & { readonly attemptAt: Date }): Promise<Found>
  /** What is no receipt in it is left out. */
  readReceipts(body: unknown): Receipt[]
  /** How it wants to be told that its receipts were taken, or are to be sent again. */
  readonly answers: { readonly taken: object; readonly again: object }
}

export interface ProviderParts {
  readonly outbound: Pick<Outbound, 'send'>
  readonly now: () => Date
  /** Where it is asked; another place than usual for an operator's own gateway, or a stand-in. */
  readonly url: URL
}

/** An id or a code of somebody else's: whatever it is, it can be kept and shown. */
export const Word = z.string().regex(/^[\x20-\x7e]{1,100}$/)

/** From the name's lookup to the last byte. */
export const timeoutMs = 8_000
export const maxAnswerBytes = 64 * 1024

/** Before anything was said to anybody. */
const neverSaid: readonly OutboundTrouble[] = [
  'malformed',
  'plain_http',
  'closed_network',
  'unresolved',
  'insecure',
  'busy',
]

/** What a request that failed means for the message in it. */
export const outcomeWithout = (trouble: OutboundTrouble): Outcome =>
  neverSaid.includes(trouble) ? { kind: 'later', code: failures.unreachable } : { kind: 'unclear' }

/** Undefined when it is no JSON. */
export function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}
