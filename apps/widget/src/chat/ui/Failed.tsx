import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { Chat } from '../chat.ts'
import { LaterIcon } from '../later/LaterIcon.tsx'

/** What could not be sent, and what can be done about it. */
export function Failed({ chat, message }: { chat: Chat; message: ShownMessage }) {
  const t = chat.words.value
  const { delivery } = message
  const { code, title } = delivery.status === 'failed' ? delivery : { code: '', title: '' }
  // The company says so in its own words; the same once more would change nothing.
  const refusal = code === 'sensitive.blocked' && title
  return (
    <p class="failure" role="alert">
      <LaterIcon name="alert" size={14} />
      {refusal || (code === 'realtime.too_fast' ? t.failedTooFast : t.failed)}
      {!refusal && (
        <button type="button" onClick={() => chat.client.resend(message.id)}>
          {t.resend}
        </button>
      )}
      <button type="button" onClick={() => chat.client.discard(message.id)}>
        {t.discard}
      </button>
    </p>
  )
}
