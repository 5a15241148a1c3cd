import { Transform, type TransformCallback } from 'node:stream'
import { WrongSize } from './storage.ts'

/** Passes on exactly `sizeBytes` bytes; fails at the first one too many, or at the end when some are missing. */
export function exactSize(sizeBytes: number): Transform {
  let seen = 0
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      seen += chunk.length
      if (seen > sizeBytes) done(new WrongSize(`More than the ${sizeBytes} bytes that were announced.`))
      else done(null, chunk)
    },
    flush(done: TransformCallback) {
      if (seen < sizeBytes) done(new WrongSize(`Only ${seen} of the ${sizeBytes} bytes that were announced.`))
      else done()
    },
  })
}
