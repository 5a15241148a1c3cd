/** Amazon's Signature Version 4 for S3, written from its public description. */
import { createHash, createHmac } from 'node:crypto'

export interface S3Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface SignedRequest {
  readonly method: string
  readonly url: URL
  /** The signed ones, by lower-case name, in the order in which they were signed. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  /** As in `x-amz-content-sha256`. */
  readonly digest: string
  /** As in `x-amz-date`. */
  readonly at: string
  readonly region: string
}

export function signatureOf(request: SignedRequest, { secretAccessKey }: S3Credentials): string {
  const day = request.at.slice(0, 8)
  const canonical = [
    request.method,
    request.url.pathname
      .split('/')
      .map((part) => percent(decodeURIComponent(part)))
      .join('/'),
    [...request.url.searchParams]
      .map(([name, value]) => `${percent(name)}=${percent(value)}`)
      .sort()
      .join('&'),
    ...request.headers.map(([name, value]) => `${name}:${value.trim().replace(/ +/g, ' ')}`),
    '',
    request.headers.map(([name]) => name).join(';'),
    request.digest,
  ].join('\n')
  const toSign = [
    'AWS4-HMAC-SHA256',
    request.at,
    `${day}/${request.region}/s3/aws4_request`,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n')
  const key = [day, request.region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  return hmac(key, toSign).toString('hex')
}

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

/** Everything but letters, digits and `-._~`. */
const percent = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
