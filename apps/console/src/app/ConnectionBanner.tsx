import { CloudOff, RefreshCw } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useLive } from '../platform/live.ts'
import { useNow } from '../platform/now.ts'
import styles from './ConnectionBanner.module.css'

/** A blink of the line is nobody's business. */
const patienceMs = 1_500

/** Says when the line to the server is down, what that means, and when it is tried again. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const client = useClient()
  const connection = useLive((state) => state.connection)
  const wasGreeted = useLive((state) => state.agentId !== null)
  const isDown =
    connection.status === 'waiting' || (connection.status === 'connecting' && (wasGreeted || connection.attempt > 1))
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (!isDown) {
      setIsShown(false)
      return
    }
    const timer = setTimeout(() => setIsShown(true), patienceMs)
    return () => clearTimeout(timer)
  }, [isDown])

  if (!isShown) return null
  return (
    <div className={styles.banner} role="status">
      <CloudOff size={16} />
      <span className={styles.words}>
        {t(navigator.onLine ? 'app.connection.down' : 'app.connection.offline')} {t('app.connection.kept')}
      </span>
      {connection.status === 'waiting' ? <Countdown retryAt={connection.retryAt} /> : t('app.connection.trying')}
      <button type="button" onClick={() => client.reconnect()}>
        <RefreshCw size={14} />
        {t('app.connection.now')}
      </button>
    </div>
  )
}

function Countdown({ retryAt }: { retryAt: number }) {
  const { t } = useTranslation()
  const seconds = Math.max(0, Math.ceil((retryAt - useNow()) / 1000))
  return <span className="num">{t('app.connection.in', { seconds })}</span>
}
