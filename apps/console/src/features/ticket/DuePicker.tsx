import { useTranslation } from 'react-i18next'
import { MomentPicker } from '../../ui/MomentPicker.tsx'

interface Props {
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly isQuiet?: boolean
  readonly isDisabled?: boolean
  readonly id?: string
}

/** When a ticket is due, with the usual times at hand. */
export function DuePicker(props: Props) {
  const { t } = useTranslation()
  return (
    <MomentPicker
      {...props}
      placeholder={t('ticket.noDue')}
      presets={(here) => {
        const at = (days: number, hour: number) => here.add(days, 'day').hour(hour).minute(0)
        return [
          { label: t('ticket.preset.hours', { count: 2 }), value: here.add(2, 'hour') },
          { label: t('ticket.preset.tomorrow'), value: at(1, 18) },
          { label: t('ticket.preset.days', { count: 3 }), value: at(3, 18) },
          { label: t('ticket.preset.days', { count: 7 }), value: at(7, 18) },
        ]
      }}
    />
  )
}
