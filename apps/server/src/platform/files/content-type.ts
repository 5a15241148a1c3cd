import { open } from 'node:fs/promises'
import { fileTypeFromFile } from 'file-type'

/** What a browser could run or mix up is given no name of its own. */
const mayBeActive = /xml|html|script|xslt|x-shockwave|java|mhtml|multipart/i
const unknownType = 'application/octet-stream'

/** Judges a file by its bytes; what it is called and what its sender said of it count for nothing. */
export async function judgeContentType(path: string): Promise<string> {
  const known = await fileTypeFromFile(path, {
    signal: AbortSignal.timeout(5_000),
    maxBufferSize: 1024 * 1024,
  }).catch(() => undefined) // malformed: it says of itself to be something that it is not
  if (known) return mayBeActive.test(known.mime) ? unknownType : known.mime
  return (await beginsAsText(path)) ? 'text/plain' : unknownType
}

const sampleBytes = 8_192

/** Text is UTF-8 without control characters but those that lay it out. */
async function beginsAsText(path: string): Promise<boolean> {
  await using file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0)
  const sample = buffer.subarray(0, bytesRead)
  if (sample.some((byte) => byte < 32 && byte !== 9 && byte !== 10 && byte !== 13 && byte !== 12)) return false
  try {
    // A longer file may be cut within a character: that is no fault of it.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: bytesRead === sampleBytes })
    return true
  } catch {
    return false
  }
}
