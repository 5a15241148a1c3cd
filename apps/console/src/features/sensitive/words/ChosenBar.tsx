import type { SensitiveAction } from '@youwen/contract'
import { sensitiveActions } from '@youwen/contract/limits'
import { Button, Dropdown } from 'antd'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ActionMark } from '../ActionMark.tsx'
import styles from './ChosenBar.module.css'

interface Props {
  readonly count: number
  readonly onChange: (change: { action?: SensitiveAction; isOn?: boolean }) => void
  readonly onRemove: () => void
  readonly onDone: () => void
}

/** What can be done with several words at once. */
export function ChosenBar({ count, onChange, onRemove, onDone }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('sensitive.chosen', { count })}>
      <b>{t('sensitive.chosen', { count })}</b>
      <Dropdown
        trigger={['click']}
        menu={{
          items: sensitiveActions.map((action) => ({ key: action, label: <ActionMark action={action} /> })),
          onClick: ({ key }) => onChange({ action: key as SensitiveAction }),
        }}
      >
        <Button size="small" icon={<ChevronDown size={14} />} iconPlacement="end">
          {t('sensitive.setAction')}
        </Button>
      </Dropdown>
      <Button size="small" onClick={() => onChange({ isOn: true })}>
        {t('sensitive.turnOn')}
      </Button>
      <Button size="small" onClick={() => onChange({ isOn: false })}>
        {t('sensitive.turnOff')}
      </Button>
      <Button size="small" danger onClick={onRemove}>
        {t('sensitive.remove')}
      </Button>
      <span className={styles.space} />
      <Button size="small" type="text" onClick={onDone}>
        {t('sensitive.unchoose')}
      </Button>
    </div>
  )
}
