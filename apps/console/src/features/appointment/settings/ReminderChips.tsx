import { maxAppointmentReminders } from '@youwen/contract/limits'
import { Button, Dropdown, Tag } from 'antd'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './ReminderChips.module.css'

/** What people ask for; in hours. */
const usual = [1, 2, 3, 6, 12, 24, 48, 72, 168]

interface Props {
  readonly value?: readonly number[]
  readonly onChange?: (hours: readonly number[]) => void
}

/** How long before the time somebody is reminded. */
export function ReminderChips({ value = [], onChange }: Props) {
  const { t } = useTranslation()
  const label = (hours: number) =>
    hours % 24 === 0
      ? t('appointment.pushes.daysBefore', { count: hours / 24 })
      : t('appointment.pushes.hoursBefore', { count: hours })
  const offered = usual.filter((hours) => !value.includes(hours))
  return (
    <div className={styles.chips}>
      {value.map((hours) => (
        <Tag
          key={hours}
          className={styles.chip ?? ''}
          closable={{ 'aria-label': t('app.removeNamed', { name: label(hours) }) }}
          onClose={(event) => {
            event.preventDefault()
            onChange?.(value.filter((one) => one !== hours))
          }}
        >
          {label(hours)}
        </Tag>
      ))}
      {value.length < maxAppointmentReminders && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: offered.map((hours) => ({ key: String(hours), label: label(hours) })),
            onClick: ({ key }) => onChange?.([...value, Number(key)].toSorted((a, b) => b - a)),
          }}
        >
          <Button size="small" icon={<Plus size={14} />}>
            {t('appointment.pushes.addReminder')}
          </Button>
        </Dropdown>
      )}
    </div>
  )
}
