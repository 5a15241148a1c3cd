import { createHash } from 'node:crypto'

/**
 * The id of the robot's answer to a message, the same whoever computes it: a UUIDv7 of the same moment, so that the answer
 * cannot be stored twice.
 */
export function answerIdOf(messageId: string): string {
  const asked = messageId.replaceAll('-', '')
  const hash = createHash('sha256').update(`robot answers ${messageId.toLowerCase()}`).digest('hex')
  const variant = ((Number.parseInt(hash.charAt(3), 16) & 0x3) | 0x8).toString(16)
  const id = `${asked.slice(0, 12)}7${hash.slice(0, 3)}${variant}${hash.slice(4, 19)}`
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
