import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { Stopped } from './trouble.ts'

/**
 * Everything that was answered, unpacked, or nothing: reading ends at the byte that is one too many, whether it
 * came over the wire or out of the packing.
 */
export async function readBody(source: Readable, encoding: string, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  const keep = async (bytes: AsyncIterable<Buffer>) => {
    for await (const chunk of bytes) chunks.push(chunk)
  }
  const atMost = (bytes: AsyncIterable<Buffer>) => counted(bytes, maxBytes)
  if (encoding === '' || encoding === 'identity') await pipeline(source, atMost, keep)
  else if (encoding === 'gzip') await pipeline(source, atMost, createGunzip(), atMost, keep)
  else throw new Stopped('garbled')
  return Buffer.concat(chunks)
}

async function* counted(bytes: AsyncIterable<Buffer>, maxBytes: number) {
  let sizeBytes = 0
  for await (const chunk of bytes) {
    sizeBytes += chunk.length
    if (sizeBytes > maxBytes) throw new Stopped('too_large')
    yield chunk
  }
}
