import { maxInvitePeriodDays } from '@youwen/contract/limits'
import { DatePicker, Segmented } from 'antd'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { usePreferences } from '../../../platform/preferences.ts'
import { dayAfter, type Period, periodOf, presetOf, presets } from './period.ts'

interface Props {
  readonly period: Period
  /** Where the company is. */
  readonly today: string
  readonly onChange: (period: Period) => void
}

/** Usual periods at a press, any other by its two days. */
export function PeriodPicker({ period, today, onChange }: Props) {
  const { t } = useTranslation()
  const { locale } = usePreferences()
  dayjs.locale(locale === 'zh-CN' ? 'zh-cn' : 'en')
  const { from, through } = period
  return (
    <>
      <Segmented
        value={presetOf(period, today) ?? ''}
        onChange={(value) => {
          const preset = presets.find((one) => one === value)
          if (preset) onChange(periodOf(preset, today))
        }}
        options={presets.map((preset) => ({ value: preset as string, label: t(`invite.period.${preset}`) }))}
      />
      <DatePicker.RangePicker
        value={[dayjs(from), dayjs(through)]}
        allowClear={false}
        format="YYYY-MM-DD"
        style={{ width: 240 }}
        aria-label={t('invite.period.days')}
        disabledDate={(day, { from: chosen }) =>
          day.format('YYYY-MM-DD') > today ||
          (chosen !== undefined && Math.abs(day.diff(chosen, 'days')) >= maxInvitePeriodDays)
        }
        onChange={(days) => {
          const [first, last] = days ?? []
          if (!first || !last) return
          const chosen = first.format('YYYY-MM-DD')
          const furthest = dayAfter(chosen, maxInvitePeriodDays - 1)
          const end = last.format('YYYY-MM-DD')
          onChange({ from: chosen, through: end < furthest ? end : furthest })
        }}
      />
    </>
  )
}
