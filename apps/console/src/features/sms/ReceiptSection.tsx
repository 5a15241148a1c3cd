import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { SmsProvider } from '@youwen/contract'
import { App, Button, Popconfirm } from 'antd'
import { Copy, RefreshCw, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { Section } from '../../ui/Page.tsx'
import styles from './Sms.module.css'

/** Names and addresses that exist within one's own walls only. */
const isLocal = (url: string) =>
  /^(localhost|\[|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(URL.parse(url)?.hostname ?? '')

/** The address that the provider tells what became of messages. */
export function ReceiptSection({ provider, receiptUrl }: { provider: SmsProvider; receiptUrl: string }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const renew = useMutation({
    mutationFn: () => api.sms.renewReceiptUrl(),
    onSuccess: (settings) => {
      cache.setQueryData(queries.sms.settings.queryKey(), settings)
      void message.success(t('sms.receipt.renewed'))
    },
    onError: (error) => void message.error(describe(error)),
  })

  async function copy() {
    try {
      await navigator.clipboard.writeText(receiptUrl)
      void message.success(t('app.copied'))
    } catch {
      // Without https a browser gives no clipboard: the text can be selected.
      void message.info(t('app.copyByHand'))
    }
  }

  return (
    <Section title={t('sms.receipt.title')} hint={t('sms.receipt.hint')}>
      <div className={styles.address}>
        <code>{receiptUrl}</code>
        <Button type="text" icon={<Copy size={15} />} aria-label={t('sms.receipt.copy')} onClick={() => void copy()} />
        <Popconfirm
          title={t('sms.receipt.renewTitle')}
          description={t('sms.receipt.renewHint')}
          onConfirm={() => renew.mutate()}
        >
          <Button
            type="text"
            icon={<RefreshCw size={15} />}
            loading={renew.isPending}
            aria-label={t('sms.receipt.renew')}
            title={t('sms.receipt.renew')}
          />
        </Popconfirm>
      </div>
      <p className={styles.note}>{t(`sms.receipt.where.${provider}`)}</p>
      {isLocal(receiptUrl) && (
        <p className={styles.warning}>
          <TriangleAlert size={15} />
          {t('sms.receipt.local')}
        </p>
      )}
    </Section>
  )
}
