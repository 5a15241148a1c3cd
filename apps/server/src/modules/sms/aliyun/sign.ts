import { createHash, createHmac } from 'node:crypto'

export interface AliyunRequest {
  readonly method: 'GET' | 'POST'
  readonly host: string
  readonly query: Readonly<Record<string, string>>
  /** Lower case: `x-acs-…`. */
  readonly headers: Readonly<Record<string, string>>
}

/** RFC 3986, which leaves fewer characters alone than the language does. */
const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
export const emptyHash = hashOf('')

/** Sorted and encoded, as it is signed and as it has to be sent. */
export const queryOf = (query: AliyunRequest['query']): string =>
  Object.keys(query)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(query[name] ?? '')}`)
    .join('&')

/** `Authorization` of a request without a body: ACS3-HMAC-SHA256. */
export function authorizationOf({ method, host, query, headers }: AliyunRequest, keyId: string, secret: string) {
  const signed: Record<string, string> = { ...headers, host }
  const names = Object.keys(signed).toSorted()
  const lines = names.map((name) => `${name}:${signed[name]?.trim()}\n`).join('')
  const canonical = [method, '/', queryOf(query), lines, names.join(';'), emptyHash].join('\n')
  const signature = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${hashOf(canonical)}`)
    .digest('hex')
  return `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names.join(';')},Signature=${signature}`
}
