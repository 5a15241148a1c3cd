import { parse, stringify } from 'uuid'
import { randomToken } from '../../platform/crypto/index.ts'

/** `<company id>.<256 random bits>`: it says where to look, and nothing else. */
export const newToken = (companyId: string): string =>
  `${Buffer.from(parse(companyId)).toString('base64url')}.${randomToken()}`

const form = /^([\w-]{22})\.[\w-]{43}$/

export function companyOfToken(token: string): string | undefined {
  const encoded = form.exec(token)?.[1]
  if (!encoded) return undefined
  try {
    return stringify(Buffer.from(encoded, 'base64url'))
  } catch {
    return undefined
  }
}
