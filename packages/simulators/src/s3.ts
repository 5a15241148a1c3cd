/**
 * A stand-in for S3 and what is compatible with it: the REST protocol with path-style addresses, ranges, XML errors and
 * Signature Version 4, as in Amazon's "S3 API Reference" and "Authenticating Requests (AWS Signature Version 4)".
 * Objects live in memory. A body without a digest (`UNSIGNED-PAYLOAD`) is accepted, a wrong digest is not.
 */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type S3Credentials, signatureOf } from './s3-signature.ts'

export interface S3Simulator extends AsyncDisposable {
  readonly endpoint: string
  readonly bucket: string
  readonly region: string
  readonly credentials: S3Credentials
  /** What the bucket holds, by key. */
  readonly objects: ReadonlyMap<string, Buffer>
  /** The next requests, as many as given, are answered by this status and change nothing. */
  failNext(count: number, status: number): void
}

export async function startS3Simulator(bucket = 'youwen-files'): Promise<S3Simulator> {
  const region = 'cn-east-1'
  const credentials = { accessKeyId: 'simulated-key', secretAccessKey: 'simulated-secret' }
  const objects = new Map<string, Buffer>()
  let failures = { count: 0, status: 503 }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const body = await wholeBody(request)
    if (failures.count > 0) {
      failures.count--
      return refuse(response, failures.status, 'SlowDown')
    }
    const problem = authenticationProblem(request, body)
    if (problem) return refuse(response, 403, problem)
    const [, inBucket = '', ...rest] = new URL(request.url ?? '/', 'http://s3').pathname
      .split('/')
      .map(decodeURIComponent)
    const key = rest.join('/')
    if (inBucket !== bucket) return refuse(response, 404, 'NoSuchBucket')
    if (!key) return refuse(response, 405, 'MethodNotAllowed')
    switch (request.method) {
      case 'PUT':
        objects.set(key, body)
        response.writeHead(200, { etag: etagOf(body) }).end()
        return
      case 'DELETE':
        objects.delete(key)
        response.writeHead(204).end()
        return
      case 'GET':
      case 'HEAD':
        return give(request, response, objects.get(key))
      default:
        return refuse(response, 405, 'MethodNotAllowed')
    }
  }

  function authenticationProblem(request: IncomingMessage, body: Buffer): string | undefined {
    const parts =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
        request.headers.authorization ?? '',
      )
    if (!parts) return 'AccessDenied'
    const [, accessKeyId, , scopeRegion = '', signedHeaders = '', signature] = parts
    if (accessKeyId !== credentials.accessKeyId) return 'InvalidAccessKeyId'
    if (scopeRegion !== region) return 'AuthorizationHeaderMalformed'
    const at = String(request.headers['x-amz-date'])
    if (Math.abs(Date.now() - momentOf(at)) > 15 * 60_000) return 'RequestTimeTooSkewed'
    const digest = String(request.headers['x-amz-content-sha256'])
    if (digest !== 'UNSIGNED-PAYLOAD' && digest !== createHash('sha256').update(body).digest('hex')) {
      return 'XAmzContentSHA256Mismatch'
    }
    const names = signedHeaders.split(';')
    if (!names.includes('host')) return 'SignatureDoesNotMatch'
    const expected = signatureOf(
      {
        method: request.method ?? '',
        url: new URL(request.url ?? '/', 'http://s3'),
        headers: names.map((name) => [name, String(request.headers[name] ?? '')]),
        digest,
        at,
        region,
      },
      credentials,
    )
    return expected === signature ? undefined : 'SignatureDoesNotMatch'
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    bucket,
    region,
    credentials,
    objects,
    failNext: (count, status) => {
      failures = { count, status }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A body that ends before its Content-Length stores nothing: the request never becomes one. */
async function wholeBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function give(request: IncomingMessage, response: ServerResponse, object: Buffer | undefined) {
  if (!object) return refuse(response, 404, 'NoSuchKey')
  const headers = { etag: etagOf(object), 'accept-ranges': 'bytes', 'content-type': 'binary/octet-stream' }
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '')
  if (!asked) {
    response.writeHead(200, { ...headers, 'content-length': object.length })
    response.end(request.method === 'HEAD' ? undefined : object)
    return
  }
  const start = Number(asked[1])
  const end = Math.min(asked[2] ? Number(asked[2]) : object.length - 1, object.length - 1)
  if (start > end) return refuse(response, 416, 'InvalidRange')
  response.writeHead(206, {
    ...headers,
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${object.length}`,
  })
  response.end(request.method === 'HEAD' ? undefined : object.subarray(start, end + 1))
}

function refuse(response: ServerResponse, status: number, code: string) {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}

const etagOf = (object: Buffer) => `"${createHash('md5').update(object).digest('hex')}"`

/** `20261122T114500Z` in milliseconds. */
const momentOf = (at: string) =>
  Date.parse(at.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, '$1-$2-$3T$4:$5:$6Z'))
