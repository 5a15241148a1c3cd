import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './DeclineForm.module.css'

interface Props {
  readonly isBusy: boolean
  readonly onDecline: (reason: string) => void
  readonly onBack: () => void
}

/** Why not: a word to click, or one's own. */
export function DeclineForm({ isBusy, onDecline, onBack }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const usual = t('transfer.reasons', { returnObjects: true })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onDecline(reason)
      }}
    >
      <div className={styles.usual}>
        {usual.map((words) => (
          <Button key={words} size="small" shape="round" onClick={() => setReason(words)}>
            {words}
          </Button>
        ))}
      </div>
      <Input
        autoFocus
        maxLength={100}
        placeholder={t('transfer.reason')}
        aria-label={t('transfer.reason')}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onBack()}
      />
      <div className={styles.actions}>
        <Button disabled={isBusy} onClick={onBack}>
          {t('transfer.back')}
        </Button>
        <Button danger type="primary" htmlType="submit" loading={isBusy}>
          {t('transfer.sendDecline')}
        </Button>
      </div>
    </form>
  )
}
