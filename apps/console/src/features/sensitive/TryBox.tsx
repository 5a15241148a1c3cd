import { useMutation } from '@tanstack/react-query'
import type { SensitiveSide } from '@youwen/contract'
import { maxTextLength, sensitiveSides } from '@youwen/contract/limits'
import { App, Input, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { ActionMark } from './ActionMark.tsx'
import styles from './SensitivePage.module.css'

/** What would happen to a message: to try without sending one. */
export function TryBox() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const [side, setSide] = useState<SensitiveSide>('visitor')
  const attempt = useMutation({
    mutationFn: (text: string) => api.sensitive.try({ side, text }),
    onError: (error) => void message.error(describe(error)),
  })
  const trial = attempt.data
  return (
    <div className={styles.part}>
      <p className={styles.hint}>{t('sensitive.try.hint')}</p>
      <Space.Compact block>
        <Select<SensitiveSide>
          aria-label={t('sensitive.for')}
          style={{ width: 140 }}
          value={side}
          onChange={setSide}
          options={sensitiveSides.map((value) => ({ value, label: t(`sensitive.sides.${value}`) }))}
        />
        <Input.Search
          allowClear
          maxLength={maxTextLength}
          placeholder={t('sensitive.try.example')}
          aria-label={t('sensitive.try.title')}
          enterButton={t('sensitive.try.title')}
          loading={attempt.isPending}
          onSearch={(text) => text.trim() !== '' && attempt.mutate(text)}
        />
      </Space.Compact>
      {trial && (
        <div className={styles.trial} role="status">
          <p className={styles.outcome} data-outcome={trial.outcome}>
            {t(`sensitive.try.outcome.${trial.outcome}`)}
          </p>
          {trial.outcome !== 'blocked' && trial.found.length > 0 && (
            <p className={styles.arrives}>
              <span>{t('sensitive.try.arrives')}</span>
              {trial.text}
            </p>
          )}
          {trial.found.length > 0 && (
            <p className={styles.found}>
              {trial.found.map(({ word, found, action }) => (
                <span key={`${word} ${found}`}>
                  <b>{found}</b>
                  <ActionMark action={action} />
                </span>
              ))}
            </p>
          )}
        </div>
      )}
    </div>
  )
}
