import type { Condition, FilterField } from '@youwen/contract'
import { dayBefore } from '@youwen/contract/filter-match'
import { Button, Checkbox, Input, InputNumber, Radio, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClock } from '../../platform/me.ts'
import { isFoundBy } from '../../platform/pinyin.ts'
import { dayOf } from '../../platform/time.ts'
import styles from './FilterBar.module.css'
import { kindOf, type Option, regionFrom, valuesOf, withChosen } from './fields.ts'

/** What is chosen so far; undefined while it says nothing. */
interface Props {
  readonly field: FilterField
  readonly condition: Condition | undefined
  readonly options: readonly Option[]
  readonly onChange: (condition: Condition | undefined) => void
}

/** Where the value of one condition is chosen; what is chosen holds at once. */
export function ValueEditor(props: Props) {
  switch (kindOf(props.field)) {
    case 'words':
      return <WordsEditor {...props} />
    case 'range':
      return <RangeEditor {...props} />
    case 'time':
      return <TimeEditor {...props} />
    case 'yes':
      return <YesEditor {...props} />
    default:
      return <OptionsEditor {...props} />
  }
}

function OptionsEditor({ field, condition, options, onChange }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const chosen = condition ? valuesOf(condition) : []
  const isRegion = field === 'region'
  const all = withChosen(field, options, chosen)
  const shown = all.filter(({ label }) => isFoundBy(label, words))
  const typed = words.trim()
  const typedRegions =
    isRegion && typed !== ''
      ? [
          { label: t('filter.addCity', { name: typed }), value: `||${typed}` },
          { label: t('filter.addCountry', { name: typed }), value: `${typed}||` },
        ].filter(({ value }) => !all.some((option) => option.value === value))
      : []

  function choose(values: readonly string[]) {
    if (values.length === 0) return onChange(undefined)
    const is = isRegion ? values.map(regionFrom) : values
    onChange({ field, is } as Condition)
  }
  const toggle = (value: string) =>
    choose(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])

  return (
    <>
      <Input
        autoFocus
        allowClear
        size="small"
        variant="filled"
        placeholder={t(isRegion ? 'filter.findRegion' : 'filter.find')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onPressEnter={() => {
          const [first] = shown
          if (first) toggle(first.value)
          else if (typedRegions[0]) toggle(typedRegions[0].value)
          setWords('')
        }}
      />
      <div className={styles.options}>
        {shown.map(({ value, label, colour }) => (
          <Checkbox
            key={value}
            className={styles.option ?? ''}
            checked={chosen.includes(value)}
            onChange={() => toggle(value)}
          >
            {colour && <i className={styles.dot} style={{ background: colour }} />}
            {label}
          </Checkbox>
        ))}
        {typedRegions.map(({ label, value }) => (
          <Button key={value} type="link" size="small" className={styles.add ?? ''} onClick={() => toggle(value)}>
            {label}
          </Button>
        ))}
        {shown.length === 0 && !isRegion && <p className={styles.none}>{t('filter.noOption')}</p>}
      </div>
    </>
  )
}

function WordsEditor({ field, condition, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <Input
      autoFocus
      size="small"
      maxLength={60}
      placeholder={t('filter.contains')}
      defaultValue={condition?.field === 'keyword' ? condition.contains : ''}
      onChange={({ target }) => {
        const contains = target.value.trim()
        onChange(contains === '' ? undefined : ({ field, contains } as Condition))
      }}
    />
  )
}

function RangeEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  const { min, max } = condition?.field === 'messages' ? condition : {}
  const change = (next: { min?: number | undefined; max?: number | undefined }) => {
    if (next.min === undefined && next.max === undefined) return onChange(undefined)
    onChange({
      field: 'messages',
      ...(next.min !== undefined && { min: next.min }),
      ...(next.max !== undefined && { max: next.max }),
    })
  }
  const limits = { size: 'small', min: 0, max: 1_000_000, precision: 0 } as const
  return (
    <div className={styles.range}>
      <InputNumber
        {...limits}
        autoFocus
        placeholder={t('filter.atLeast')}
        value={min ?? null}
        onChange={(value) => change({ min: value ?? undefined, max })}
      />
      –
      <InputNumber
        {...limits}
        placeholder={t('filter.atMost')}
        value={max ?? null}
        onChange={(value) => change({ min, max: value ?? undefined })}
      />
    </div>
  )
}

const spans = [1, 7, 30, 90]

function TimeEditor({ condition, onChange }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const { lastDays, from, until } = condition?.field === 'startedAt' ? condition : {}
  const day = (moment: string | undefined, shiftMs = 0) =>
    moment ? dayOf(clock, new Date(Date.parse(moment) + shiftMs)) : ''
  /** When that day begins, or the next one, where the company is. */
  const startOf = (date: string, days: number) =>
    dayBefore(new Date(`${date}T12:00:00Z`), clock.timeZone, -days).toISOString()
  const change = (next: { from?: string | undefined; until?: string | undefined }) => {
    if (!next.from && !next.until) return onChange(undefined)
    onChange({
      field: 'startedAt',
      ...(next.from && { from: next.from }),
      ...(next.until && { until: next.until }),
    })
  }
  return (
    <>
      <Segmented
        size="small"
        block
        value={lastDays ?? 0}
        options={spans.map((value) => ({
          value,
          label: value === 1 ? t('filter.today') : t('filter.days', { count: value }),
        }))}
        onChange={(value) => onChange({ field: 'startedAt', lastDays: value })}
      />
      <div className={styles.range}>
        <Input
          type="date"
          size="small"
          aria-label={t('filter.from')}
          value={day(from)}
          onChange={({ target }) => change({ from: target.value && startOf(target.value, 0), until })}
        />
        –
        <Input
          type="date"
          size="small"
          aria-label={t('filter.until')}
          value={day(until, -1)}
          onChange={({ target }) => change({ from, until: target.value && startOf(target.value, 1) })}
        />
      </div>
    </>
  )
}

function YesEditor({ field, condition, onChange }: Props) {
  const { t } = useTranslation()
  const value = condition && 'is' in condition ? condition.is === true : undefined
  return (
    <Radio.Group
      value={value}
      onChange={(event) => onChange({ field, is: event.target.value as boolean } as Condition)}
      options={[
        { value: true, label: t('filter.yes') },
        { value: false, label: t('filter.no') },
      ]}
    />
  )
}
