import type { Message, MessageBody } from '@youwen/contract'

const recalled: MessageBody = { type: 'recalled' }

/** Which messages these say were taken back; undefined when none, as almost always. */
function recalledIn(news: readonly Pick<Message, 'body'>[]): ReadonlySet<string> | undefined {
  let ids: Set<string> | undefined
  for (const { body } of news) {
    if (body.type === 'event' && body.event === 'recalled') ids = (ids ?? new Set()).add(body.messageId)
  }
  return ids
}

/**
 * Forgets what recalled messages said, in themselves and where they are quoted; `news` are the messages that may say so.
 * The same list when nothing changed. What a server sends afterwards is blank already.
 */
export function withoutRecalled<T extends Pick<Message, 'id' | 'body'>>(
  messages: readonly T[],
  news: readonly Pick<Message, 'body'>[],
): readonly T[] {
  const ids = recalledIn(news)
  if (!ids) return messages
  let isChanged = false
  const next = messages.map((message) => {
    const body = blanked(message, ids)
    if (body === message.body) return message
    isChanged = true
    return { ...message, body }
  })
  return isChanged ? next : messages
}

function blanked({ id, body }: Pick<Message, 'id' | 'body'>, ids: ReadonlySet<string>): MessageBody {
  if (ids.has(id)) return body.type === 'recalled' || body.type === 'event' ? body : recalled
  if (!('quote' in body) || !body.quote || !ids.has(body.quote.messageId) || body.quote.type === 'recalled') return body
  return { ...body, quote: { ...body.quote, type: 'recalled', text: '' } }
}
