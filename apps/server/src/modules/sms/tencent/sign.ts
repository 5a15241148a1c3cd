import { createHash, createHmac } from 'node:crypto'

export interface TencentRequest {
  readonly host: string
  readonly body: string
  /** Seconds. */
  readonly timestamp: number
}

export const contentType = 'application/json'
const service = 'sms'
const signedHeaders = 'content-type;host'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const keyed = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** `Authorization` of a POST: TC3-HMAC-SHA256. What is sent has to be the same bytes. */
export function authorizationOf({ host, body, timestamp }: TencentRequest, keyId: string, secret: string): string {
  const date = new Date(timestamp * 1_000).toISOString().slice(0, 10)
  const scope = `${date}/${service}/tc3_request`
  const headers = `content-type:${contentType}\nhost:${host}\n`
  const canonical = ['POST', '/', '', headers, signedHeaders, hashOf(body)].join('\n')
  const key = keyed(keyed(keyed(`TC3${secret}`, date), service), 'tc3_request')
  const signature = keyed(key, ['TC3-HMAC-SHA256', timestamp, scope, hashOf(canonical)].join('\n')).toString('hex')
  return `TC3-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${signedHeaders}, Signature=${signature}`
}
