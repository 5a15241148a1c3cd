import { errors } from 'undici'

/** Why nothing usable came back. All of it is somebody else's doing: it is shown, not thrown, and pages nobody. */
export const troubles = [
  /** No web address, or one with a password in it. */
  'malformed',
  /** Not https, and not in a network of the operator's own. */
  'plain_http',
  /** Leads into a network that is none of anybody's business. */
  'closed_network',
  'unresolved',
  'unreachable',
  /** No trustworthy certificate. */
  'insecure',
  'timed_out',
  'redirected',
  'too_large',
  /** What came back is no HTTP, or was packed in a way nobody asked for. */
  'garbled',
  /** Enough requests to this place are on their way already. */
  'busy',
  'cancelled',
] as const
export type OutboundTrouble = (typeof troubles)[number]

/** Carries a trouble through code of others; never leaves this folder. */
export class Stopped extends Error {
  override readonly name = 'Stopped'
  readonly trouble: OutboundTrouble
  constructor(trouble: OutboundTrouble) {
    super(trouble)
    this.trouble = trouble
  }
}

const untrusted = /^(ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|EPROTO)/
const garbled = /^(Z_|UND_ERR_(HEADERS_OVERFLOW|RES_CONTENT_LENGTH|INFO))/
const late = /^(ETIMEDOUT|UND_ERR_(CONNECT|HEADERS|BODY)_TIMEOUT)/
const lost = /^(E[A-Z0-9]+|UND_ERR_SOCKET)$/

/** What an error of the network means; undefined when it is no error of the network but a defect of ours. */
export function troubleOf(error: unknown): OutboundTrouble | undefined {
  if (error instanceof Stopped) return error.trouble
  if (error instanceof errors.HTTPParserError) return 'garbled'
  const code = codeOf(error)
  if (untrusted.test(code)) return 'insecure'
  if (garbled.test(code)) return 'garbled'
  if (late.test(code)) return 'timed_out'
  if (lost.test(code)) return 'unreachable'
  return undefined
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  // Every address of a name was tried: the first one speaks for all.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
