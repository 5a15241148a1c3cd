import { useEffect, useState } from 'preact/hooks'
import type { Chat } from '../chat.ts'
import { Icon } from './Icon.tsx'

/** A hiccup shorter than this is nobody's business. */
const hiccupMs = 1_500

/** The truth about the line to the server, and about what was written meanwhile. */
export function Banner({ chat }: { chat: Chat }) {
  const { connection, messages, site } = chat.state.value
  const t = chat.words.value
  const isDown = connection.status === 'waiting' || connection.status === 'connecting'
  const [isLong, setLong] = useState(false)
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    setLong(false)
    if (!isDown) return
    const patience = setTimeout(() => setLong(true), hiccupMs)
    const clock = setInterval(() => setNow(Date.now()), 500)
    return () => {
      clearTimeout(patience)
      clearInterval(clock)
    }
  }, [isDown])

  if (connection.status === 'stopped') {
    if (connection.cause === 'closed') return null
    const isOutdated = connection.cause === 'outdated'
    return (
      <div class="banner grave" role="alert">
        <Icon name="alert" size={18} />
        <div class="banner-words">
          <strong>{isOutdated ? t.outdated : t.refused}</strong>
          {!isOutdated && <span>{t.refusedMore}</span>}
        </div>
        {isOutdated && (
          <button type="button" onClick={() => location.reload()}>
            {t.reload}
          </button>
        )}
      </div>
    )
  }
  if (!isDown || !isLong) return null
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
