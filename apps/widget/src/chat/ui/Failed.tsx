import type { ShownMessage } from '@youwen/sdk/shown-message'
import type { Chat } from '../chat.ts'
import { Icon } from './Icon.tsx'

/** What could not be sent, and what can be done about it. */
export function Failed({ chat, message }: { chat: Chat; message: ShownMessage }) {
  const t = chat.words.value
  const { delivery } = message
  return (
    <p class="failure" role="alert">
      <Icon name="alert" size={14} />
      {delivery.status === 'failed' && delivery.code === 'realtime.too_fast' ? t.failedTooFast : t.failed}
      <button type="button" onClick={() => chat.client.resend(message.id)}>
        {t.resend}
      </button>
      <button type="button" onClick={() => chat.client.discard(message.id)}>
        {t.discard}
      </button>
    </p>
  )
}
