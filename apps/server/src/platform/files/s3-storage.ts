import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import { exactSize } from './exact-size.ts'
import { assertKey, type FileStorage } from './storage.ts'

export interface S3Place {
  readonly endpoint: URL
  readonly bucket: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

const attempts = 3

/** Objects in a bucket. S3 itself shows an object only once all its bytes have arrived. */
export function createS3Storage({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Place): FileStorage {
  const client = new S3Client({
    endpoint: endpoint.href,
    region,
    credentials: { accessKeyId, secretAccessKey },
    // `bucket.host` needs DNS that self-hosted services rarely have.
    forcePathStyle: true,
    // Checksum trailers are an addition of Amazon's that many compatible services refuse.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // It writes to the console by itself; what fails is thrown, and logged by who asked.
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 60_000, throwOnRequestTimeout: true },
  })
  return {
    async put(key, openContent, sizeBytes) {
      assertKey(key)
      for (let attempt = 1; ; attempt++) {
        const content = openContent()
        const body = exactSize(sizeBytes)
        const abort = new AbortController()
        // The client would wait for an answer to a body that broke off, and report its own trouble instead of ours.
        const sourceEnded = pipeline(content, body).catch((cause: unknown) => {
          abort.abort()
          return { cause }
        })
        const put = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentLength: sizeBytes })
        try {
          await client.send(put, { abortSignal: abort.signal })
          return
        } catch (cause) {
          const isOurs = abort.signal.aborted
          body.destroy()
          const broken = await sourceEnded
          if (isOurs && broken) throw broken.cause
          if (attempt === attempts || !isPassing(cause)) throw cause
          await pause(200 * 2 ** attempt)
        }
      }
    },
    async get(key, range) {
      assertKey(key)
      try {
        const answer = await client.send(
          new GetObjectCommand({
            Bucket: bucket,
            Key: key,
            ...(range && { Range: `bytes=${range.start}-${range.end}` }),
          }),
        )
        if (!(answer.Body instanceof Readable)) throw new Error('S3 answered without a body.')
        return { content: answer.Body, sizeBytes: wholeSize(answer.ContentRange) ?? answer.ContentLength ?? 0 }
      } catch (cause) {
        if (cause instanceof NoSuchKey) return undefined
        throw cause
      }
    },
    async delete(key) {
      assertKey(key)
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))
    },
    [Symbol.dispose]: () => client.destroy(),
  }
}

/** Whether trying again may help: the network or the service failed, it did not say no. */
const isPassing = (cause: unknown) =>
  !(cause instanceof S3ServiceException) || (cause.$metadata.httpStatusCode ?? 500) >= 500

/** `bytes 0-99/1234` → 1234 */
const wholeSize = (contentRange: string | undefined) => {
  const size = contentRange?.split('/')[1]
  return size === undefined ? undefined : Number(size)
}
