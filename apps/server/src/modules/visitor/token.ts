import { sign, verify } from '../../platform/crypto/index.ts'

/** Whom a token names. It is good for one site of one company only. */
export interface VisitorIdentity {
  readonly companyId: string
  readonly siteId: string
  readonly visitorId: string
}

const version = 'v1'
const uuidBytes = 16

const toBytes = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const toUuid = (bytes: Buffer) => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/**
 * `v1.<company, site, visitor>.<HMAC>`: what a browser keeps to be the same visitor again. Nothing is stored for it and
 * nothing is looked up; it cannot be guessed, and another site's or company's token names nobody here.
 */
export function createVisitorTokens(key: Buffer) {
  const signed = (payload: string) => `${version}.${payload}`
  return {
    issue({ companyId, siteId, visitorId }: VisitorIdentity): string {
      const payload = Buffer.concat([companyId, siteId, visitorId].map(toBytes)).toString('base64url')
      return `${version}.${payload}.${sign(key, signed(payload)).toString('base64url')}`
    },
    verify(token: string): VisitorIdentity | null {
      const [found, payload = '', signature = '', ...more] = token.split('.')
      if (found !== version || more.length > 0) return null
      if (!verify(key, signed(payload), Buffer.from(signature, 'base64url'))) return null
      const bytes = Buffer.from(payload, 'base64url')
      if (bytes.length !== 3 * uuidBytes) return null
      const at = (index: number) => toUuid(bytes.subarray(index * uuidBytes, (index + 1) * uuidBytes))
      return { companyId: at(0), siteId: at(1), visitorId: at(2) }
    },
  }
}
export type VisitorTokens = ReturnType<typeof createVisitorTokens>
