import type { RefusalKind } from '@youwen/contract'

export interface RefusalMore {
  readonly fields?: readonly { readonly path: string; readonly code: string; readonly title: string }[]
  /** Seconds after which trying again makes sense. */
  readonly retryAfter?: number
  /** Which words of the input it is about. */
  readonly words?: readonly string[]
}

/**
 * "No" to a caller, who can act on it. Whatever else is thrown is our defect: a bare 500, logged with its cause.
 * `code` is stable (`team.account_taken`); clients and translations switch on it, never on the message.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly kind: RefusalKind
  readonly code: string
  readonly more: RefusalMore
  constructor(kind: RefusalKind, code: string, title: string, more: RefusalMore = {}) {
    super(title)
    this.kind = kind
    this.code = code
    this.more = more
  }
}

/** What a caller may not see and what does not exist answer alike. */
export const notFound = (what: string) => new Refusal('not_found', `${what}.not_found`, `There is no such ${what}.`)
