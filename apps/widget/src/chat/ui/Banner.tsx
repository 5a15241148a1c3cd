import { useEffect, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Icon } from './Icon.tsx'

/** The truth about the line to the server, and about what was written meanwhile. */
export function Banner({ chat }: { chat: Chat }) {
  const { connection, messages, site } = chat.state.value
  const t = chat.words.value
  const isWaiting = connection.status === 'waiting'
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    if (!isWaiting) return
    setNow(Date.now())
    const clock = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(clock)
  }, [isWaiting])

  if (connection.status === 'stopped') {
    if (connection.cause === 'closed') return null
    const isOutdated = connection.cause === 'outdated'
    // What the company says to whom it keeps out has spaces or commas; the codes of other refusals have none.
    const words = /^[\w.]*$/.test(connection.reason) ? '' : connection.reason
    return (
      <div class="banner grave" role="alert">
        <Icon name="alert" size={18} />
        <div class="banner-words">
          <strong>{words || (isOutdated ? t.outdated : t.refused)}</strong>
          {!words && !isOutdated && <span>{t.refusedMore}</span>}
        </div>
        {isOutdated && (
          <button type="button" onClick={() => location.reload()}>
            {t.reload}
          </button>
        )}
      </div>
    )
  }
  if (!chat.isDown.value || connection.status === 'open' || connection.status === 'paused') return null
  const hasUnsent = messages.some(({ delivery }) => delivery.status === 'sending')
  const seconds = connection.status === 'waiting' ? Math.max(1, Math.ceil((connection.retryAt - now) / 1_000)) : 0
  return (
    <div class="banner" role="status">
      <Icon name="offline" size={18} />
      <div class="banner-words">
        <strong>{site ? t.offline : t.connecting}</strong>
        {hasUnsent ? <span>{t.offlineKept}</span> : seconds > 3 && <span>{t.retryIn(seconds)}</span>}
      </div>
      {seconds > 2 && (
        <button type="button" onClick={() => chat.client.reconnect()}>
          {t.retryNow}
        </button>
      )}
    </div>
  )
}
