import type { Readable } from 'node:stream'

/** Inclusive, as in HTTP: `{ start: 0, end: 0 }` is the first byte. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

export interface StoredContent {
  /** Whoever asked reads it to its end or destroys it. */
  readonly content: Readable
  /** Of the whole object, also when a range was asked for. */
  readonly sizeBytes: number
}

/**
 * Where bytes are kept: a local folder or any S3. Keys are made by the server; nothing that a person typed is in them.
 * An object is there whole or not at all, and is never changed.
 */
export interface FileStorage extends Disposable {
  /** `open` is called again for another attempt. Throws `WrongSize`, and keeps nothing, unless it gives `sizeBytes`. */
  put(key: string, open: () => Readable, sizeBytes: number): Promise<void>
  /** Undefined: there is no such object. A range must lie within it. */
  get(key: string, range?: ByteRange): Promise<StoredContent | undefined>
  /** Deleting what is not there is no error. */
  delete(key: string): Promise<void>
}

export class WrongSize extends Error {
  override readonly name = 'WrongSize'
}

/** Segments begin with a letter or a digit: no `..`, no absolute path, nothing hidden. */
const safeKey = /^[a-z0-9][a-z0-9._-]{0,99}(\/[a-z0-9][a-z0-9._-]{0,99}){0,5}$/

export function assertKey(key: string): void {
  if (!safeKey.test(key)) throw new Error('A storage key was not made by makers of storage keys.')
}
