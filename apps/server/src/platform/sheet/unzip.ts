import { Unzip, UnzipInflate } from 'fflate'
import { TooLarge } from './order.ts'

/** Little at a time: deflate makes at most a thousand times of it, and is stopped in between. */
const chunkBytes = 16 * 1024

/**
 * The wanted parts of a zip, as text. What the archive says of its sizes counts for nothing: the bytes that come out
 * are counted as they come.
 */
export function unzipTexts(
  bytes: Uint8Array,
  isWanted: (name: string) => boolean,
  maxBytes: number,
): Map<string, string> {
  const texts = new Map<string, string>()
  let unpacked = 0
  const unzip = new Unzip((file) => {
    if (!isWanted(file.name)) return
    const decoder = new TextDecoder('utf-8', { fatal: true })
    let text = ''
    file.ondata = (error, data, isLast) => {
      if (error) throw error
      unpacked += data.length
      if (unpacked > maxBytes) throw new TooLarge('The archive unpacks to too much.')
      text += decoder.decode(data, { stream: !isLast })
      if (!isLast) return
      if (texts.has(file.name)) throw new Error('The archive holds one name twice.')
      texts.set(file.name, text)
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    unzip.push(bytes.subarray(at, at + chunkBytes), at + chunkBytes >= bytes.length)
  }
  return texts
}
