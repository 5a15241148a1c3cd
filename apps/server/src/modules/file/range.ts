import type { ByteRange } from '../../platform/files/index.ts'

/**
 * The part of a file that a Range header asks for (RFC 9110). Undefined: the whole is sent, because nothing was asked,
 * or nothing sensible, or several parts, or one that the file does not have.
 */
export function rangeAsked(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (!parts) return undefined
  const [, from = '', to = ''] = parts
  if (from === '' && to === '') return undefined
  if (from === '') {
    const length = Math.min(Number(to), sizeBytes)
    return length === 0 ? undefined : { start: sizeBytes - length, end: sizeBytes - 1 }
  }
  const start = Number(from)
  const end = to === '' ? sizeBytes - 1 : Math.min(Number(to), sizeBytes - 1)
  return start <= end ? { start, end } : undefined
}
