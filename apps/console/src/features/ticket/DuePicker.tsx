import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'

dayjs.extend(utc)
dayjs.extend(timezone)

const shown = 'YYYY-MM-DD HH:mm'

interface Props {
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly isQuiet?: boolean
  readonly isDisabled?: boolean
  readonly id?: string
}

/** A moment, chosen on the clock of the company wherever the agent sits. */
export function DuePicker({ value, onChange, isQuiet = false, isDisabled = false, id }: Props) {
  const { t } = useTranslation()
  const { timeZone, locale } = useClock()
  dayjs.locale(locale === 'zh-CN' ? 'zh-cn' : 'en')
  // The picker knows no zones: it is shown the company's wall clock as if it were here.
  const wall = value ? dayjs(dayjs(value).tz(timeZone).format(shown), shown) : null
  const here = () => dayjs(dayjs().tz(timeZone).format(shown), shown)
  const at = (days: number, hour: number) => here().add(days, 'day').hour(hour).minute(0)
  return (
    <DatePicker
      {...(id ? { id } : {})}
      style={{ width: '100%' }}
      variant={isQuiet ? 'filled' : 'outlined'}
      disabled={isDisabled}
      value={wall}
      format={shown}
      showTime={{ format: 'HH:mm', minuteStep: 5 }}
      needConfirm={false}
      showNow={false}
      placeholder={t('ticket.noDue')}
      presets={[
        { label: t('ticket.preset.hours', { count: 2 }), value: here().add(2, 'hour') },
        { label: t('ticket.preset.tomorrow'), value: at(1, 18) },
        { label: t('ticket.preset.days', { count: 3 }), value: at(3, 18) },
        { label: t('ticket.preset.days', { count: 7 }), value: at(7, 18) },
      ]}
      onChange={(next) => onChange?.(next ? dayjs.tz(next.format(shown), timeZone).toISOString() : null)}
    />
  )
}
