import type { Quote } from '@youwen/contract'
import { recallWithinMs } from '@youwen/contract/limits'
import { quoteOf } from '@youwen/sdk/quote'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'
import { quotedName } from './Quoted.tsx'

/** Beside a message: answer it, or take it back. */
export function Actions({ chat, message, isMine }: { chat: Chat; message: ShownMessage; isMine: boolean }) {
  const quote = quoteOf(message)
  const { conversation } = chat.state.value
  if (!quote) return null
  const t = chat.words.value
  const canRecall =
    isMine &&
    conversation?.conversationId === quote.conversationId &&
    conversation.status !== 'closed' &&
    Date.now() - Date.parse(message.at) < recallWithinMs
  return (
    <span class="actions">
      <button
        type="button"
        title={t.reply}
        aria-label={t.reply}
        onClick={() => {
          chat.quote.value = quote
        }}
      >
        <LaterIcon name="reply" size={16} />
      </button>
      {canRecall && (
        <button
          type="button"
          title={t.recall}
          aria-label={t.recall}
          onClick={() => chat.client.recall(quote.conversationId, message.id)}
        >
          <LaterIcon name="undo" size={16} />
        </button>
      )}
    </span>
  )
}

/** What is being answered, above the input box. */
export function Answering({ chat, quote }: { chat: Chat; quote: Quote }) {
  const t = chat.words.value
  return (
    <p class="answering">
      <span>
        <b>{quotedName(chat, quote)}</b> <bdi>{chat.wordsOf(quote.type, quote.text)}</bdi>
      </span>
      <button
        type="button"
        aria-label={t.cancel}
        onClick={() => {
          chat.quote.value = null
        }}
      >
        <LaterIcon name="close" size={14} />
      </button>
    </p>
  )
}
