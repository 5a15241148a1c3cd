import type { Message } from '@youwen/contract'

/** A talk as a model reads it, newest last; the beginning of a long one is left away. */
export function transcriptOf(messages: readonly Message[], maxLength = 6_000): string {
  const lines = messages.flatMap((message) => {
    const words = wordsOf(message)
    return words === '' ? [] : [`${speakerOf(message)}：${words}`]
  })
  let length = 0
  let from = lines.length
  while (from > 0 && length + (lines[from - 1]?.length ?? 0) <= maxLength) length += lines[--from]?.length ?? 0
  return lines.slice(from).join('\n')
}

const speakerOf = ({ from }: Message) => (from === 'visitor' ? '访客' : '客服')

/** What colleagues note for each other is nobody else's business, and no part of the talk. */
function wordsOf({ from, body }: Message): string {
  if (from === 'system') return ''
  switch (body.type) {
    case 'text':
      return body.text.replaceAll('\n', ' ')
    case 'image':
      return '[图片]'
    case 'voice':
      return '[语音]'
    case 'file':
      return '[文件]'
    case 'card':
      return `[链接] ${body.title}`
    case 'appointment':
      return `[预约] ${body.title} ${body.place} ${body.at}`
    default:
      return ''
  }
}
