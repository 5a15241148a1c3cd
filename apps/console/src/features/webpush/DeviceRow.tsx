import { useMutation } from '@tanstack/react-query'
import type { WebpushSubscription } from '@youwen/contract'
import { App, Button, Tag } from 'antd'
import { Monitor, Smartphone } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useClock } from '../../platform/me.ts'
import { minuteOf } from '../../platform/time.ts'
import styles from './DeviceRow.module.css'

interface Props {
  readonly subscription: WebpushSubscription
  readonly onRemove: () => void
}

export function DeviceRow({ subscription, onRemove }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const { webpushSubscriptionId, device, isCurrent, createdAt, lastSentAt } = subscription
  const at = (moment: string) => minuteOf(clock, new Date(moment))
  const tryIt = useMutation({
    mutationFn: () => api.webpush.test({ webpushSubscriptionId }),
    onSuccess: () => void message.success(t('webpush.tried')),
    onError: (error) => void message.error(describe(error)),
  })
  return (
    <li className={styles.device}>
      {/Android|iPhone|iOS|Mobile/i.test(device) ? <Smartphone size={20} /> : <Monitor size={20} />}
      <div className={styles.about}>
        <p>
          {device || t('webpush.unknownDevice')} {isCurrent && <Tag color="green">{t('webpush.current')}</Tag>}
        </p>
        <p className={`${styles.detail} num`}>
          {t('webpush.added', { at: at(createdAt) })} ·{' '}
          {lastSentAt ? t('webpush.lastSent', { at: at(lastSentAt) }) : t('webpush.never')}
        </p>
      </div>
      <Button size="small" loading={tryIt.isPending} onClick={() => tryIt.mutate()}>
        {t('webpush.try')}
      </Button>
      <Button size="small" danger onClick={onRemove}>
        {t('webpush.remove')}
      </Button>
    </li>
  )
}
