import type { Chat } from '../chat.ts'

export function Notice({ chat }: { chat: Chat }) {
  const notice = chat.notice.value
  return (
    <div class="notice-place" role="alert">
      {notice && (
        <button
          type="button"
          class={notice.isError ? 'notice error' : 'notice'}
          onClick={() => (chat.notice.value = null)}
        >
          {notice.text}
        </button>
      )}
    </div>
  )
}
