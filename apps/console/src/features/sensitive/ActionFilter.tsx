import type { SensitiveAction } from '@youwen/contract'
import { sensitiveActions } from '@youwen/contract/limits'
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ActionMark } from './ActionMark.tsx'
import styles from './SensitivePage.module.css'

interface Props {
  readonly value: SensitiveAction | undefined
  readonly onChange: (action: SensitiveAction | undefined) => void
}

/** One action, or all of them. */
export function ActionFilter({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Select<SensitiveAction>
      allowClear
      popupMatchSelectWidth={false}
      className={styles.actions}
      placeholder={t('sensitive.allActions')}
      aria-label={t('sensitive.does')}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      options={sensitiveActions.map((action) => ({ value: action, label: <ActionMark action={action} /> }))}
    />
  )
}
