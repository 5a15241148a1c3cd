import { DatePicker } from 'antd'
import dayjs, { type Dayjs } from 'dayjs'
import 'dayjs/locale/zh-cn'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { useClock } from '../platform/me.ts'

dayjs.extend(utc)
dayjs.extend(timezone)

const shown = 'YYYY-MM-DD HH:mm'

interface Props {
  readonly value?: string | null
  readonly onChange?: (value: string | null) => void
  readonly placeholder: string
  /** Made from the company's wall clock as it is now. */
  readonly presets?: (here: Dayjs) => { label: string; value: Dayjs }[]
  readonly isQuiet?: boolean
  readonly isDisabled?: boolean
  readonly id?: string
}

/** A moment, chosen on the clock of the company wherever the agent sits. */
export function MomentPicker({ value, onChange, placeholder, presets, isQuiet, isDisabled = false, id }: Props) {
  const { timeZone, locale } = useClock()
  dayjs.locale(locale === 'zh-CN' ? 'zh-cn' : 'en')
  // The picker knows no zones: it is shown the company's wall clock as if it were here.
  const wall = value ? dayjs(dayjs(value).tz(timeZone).format(shown), shown) : null
  const here = dayjs(dayjs().tz(timeZone).format(shown), shown)
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
      placeholder={placeholder}
      {...(presets ? { presets: presets(here) } : {})}
      onChange={(next) => onChange?.(next ? dayjs.tz(next.format(shown), timeZone).toISOString() : null)}
    />
  )
}
