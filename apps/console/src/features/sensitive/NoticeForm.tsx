import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SensitiveNotice } from '@youwen/contract'
import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import styles from './SensitivePage.module.css'

const locales = ['zh-CN', 'en-US'] as const

/** What a visitor reads whose message was not sent, or who was warned. */
export function NoticeForm() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const kept = useQuery(queries.sensitive.notice.queryOptions())
  const [edited, setEdited] = useState<SensitiveNotice>()
  const save = useMutation({
    mutationFn: (notice: SensitiveNotice) => api.sensitive.saveNotice(notice),
    onSuccess: (notice) => {
      cache.setQueryData(queries.sensitive.notice.queryKey(), notice)
      setEdited(undefined)
      void message.success(t('app.saved'))
    },
    onError: (error) => void message.error(describe(error)),
  })
  const notice = edited ?? kept.data
  if (!notice) return null
  const isWhole = Object.values(notice).every((texts) => locales.every((locale) => texts[locale].trim() !== ''))
  return (
    <div className={styles.part}>
      <p className={styles.hint}>{t('sensitive.notice.hint')}</p>
      {(['blocked', 'warned'] as const).map((which) => (
        <div key={which} className={styles.field}>
          <span className={styles.label}>{t(`sensitive.notice.${which}`)}</span>
          <div className={styles.pair}>
            {locales.map((locale) => (
              <Input.TextArea
                key={locale}
                autoSize={{ minRows: 2, maxRows: 4 }}
                maxLength={200}
                lang={locale}
                aria-label={`${t(`sensitive.notice.${which}`)} ${t(`sensitive.notice.in.${locale}`)}`}
                value={notice[which][locale]}
                onChange={(event) =>
                  setEdited({ ...notice, [which]: { ...notice[which], [locale]: event.target.value } })
                }
              />
            ))}
          </div>
        </div>
      ))}
      {edited && (
        <Button type="primary" disabled={!isWhole} loading={save.isPending} onClick={() => save.mutate(edited)}>
          {t('app.save')}
        </Button>
      )}
    </div>
  )
}
