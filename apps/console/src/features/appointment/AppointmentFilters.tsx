import { Button, DatePicker, Input, Segmented, Select } from 'antd'
import dayjs from 'dayjs'
import { Search } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLive } from '../../platform/live.ts'
import styles from '../../ui/ListFilters.module.css'
import { type AppointmentFilter, dayChoices, isNarrowed } from './filter.ts'
import { useTemplates } from './templates.ts'

const typingMs = 300
const days = dayChoices.filter((day) => day !== 'overdue')

interface Props {
  readonly filter: AppointmentFilter
  readonly onChange: (filter: AppointmentFilter) => void
}

/** Which days first, then whose. */
export function AppointmentFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const { all } = useTemplates()
  const colleagues = useLive((state) => state.colleagues)
  const agents = useMemo(
    () => [...colleagues.values()].map(({ agentId, name }) => ({ value: agentId, label: name })),
    [colleagues],
  )
  const [words, setWords] = useState(filter.words ?? '')
  const set = (change: AppointmentFilter) => onChange({ ...filter, ...change })

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when the typing rests
  useEffect(() => {
    const typed = words.trim() || undefined
    if (typed === filter.words) return
    const timer = setTimeout(() => set({ words: typed }), typingMs)
    return () => clearTimeout(timer)
  }, [words])

  const common = {
    allowClear: true,
    size: 'small',
    variant: 'filled',
    popupMatchSelectWidth: false,
    className: styles.select ?? '',
  } as const
  return (
    <div className={styles.filters}>
      <Segmented
        block
        value={filter.day === 'overdue' || filter.from || filter.through ? 'other' : (filter.day ?? 'all')}
        options={[
          ...days.map((value) => ({ value, label: t(`appointment.day.${value}`) })),
          { value: 'all', label: t('appointment.day.all') },
        ]}
        onChange={(value) =>
          set({ day: days.find((day) => day === value), from: undefined, through: undefined, state: undefined })
        }
      />
      <Input
        allowClear
        variant="filled"
        prefix={<Search size={15} className={styles.icon} />}
        placeholder={t('appointment.search')}
        aria-label={t('appointment.search')}
        value={words}
        maxLength={100}
        onChange={(event) => setWords(event.target.value)}
      />
      <div className={styles.selects}>
        <Select
          {...common}
          allowClear={false}
          aria-label={t('appointment.whose')}
          value={filter.view ?? 'all'}
          options={(['all', 'mine'] as const).map((value) => ({ value, label: t(`appointment.view.${value}`) }))}
          onChange={(view) => set({ view: view === 'mine' ? view : undefined })}
        />
        <Select
          {...common}
          placeholder={t('appointment.anyTemplate')}
          aria-label={t('appointment.template')}
          value={filter.templateId}
          options={all.map(({ templateId, name }) => ({ value: templateId, label: name }))}
          onChange={(templateId?: string) => set({ templateId })}
        />
        <Select
          {...common}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('appointment.anyAgent')}
          aria-label={t('appointment.agent')}
          value={filter.agentId}
          options={agents}
          onChange={(agentId?: string) => set({ agentId })}
        />
        <DatePicker.RangePicker
          size="small"
          variant="filled"
          className={styles.range ?? ''}
          format="YYYY-MM-DD"
          allowEmpty
          placeholder={[t('appointment.from'), t('appointment.through')]}
          value={[filter.from ? dayjs(filter.from) : null, filter.through ? dayjs(filter.through) : null]}
          onChange={(range) =>
            set({
              day: undefined,
              from: range?.[0]?.format('YYYY-MM-DD'),
              through: range?.[1]?.format('YYYY-MM-DD'),
            })
          }
        />
        <Select
          {...common}
          allowClear={false}
          aria-label={t('appointment.sortBy')}
          value={filter.sort ?? 'soonest'}
          options={(['soonest', 'latest', 'made'] as const).map((value) => ({
            value,
            label: t(`appointment.sort.${value}`),
          }))}
          onChange={(sort: 'soonest' | 'latest' | 'made') => set({ sort: sort === 'soonest' ? undefined : sort })}
        />
        {isNarrowed(filter) && (
          <Button
            type="link"
            size="small"
            onClick={() => {
              setWords('')
              onChange({ day: filter.day, state: filter.state, sort: filter.sort })
            }}
          >
            {t('appointment.clearFilters')}
          </Button>
        )}
      </div>
    </div>
  )
}
