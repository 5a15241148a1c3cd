import type { Condition, Filter, FilterField, FilterPlace } from '@youwen/contract'
import { Popover } from 'antd'
import { ListFilter, X } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCommands } from '../../platform/commands.ts'
import { useClock } from '../../platform/me.ts'
import { dayOf } from '../../platform/time.ts'
import { valueText } from './describe.ts'
import { type Draft, draftOf, emptyDraft, filterOf, withChip } from './draft.ts'
import styles from './FilterBar.module.css'
import { useOptions } from './fields.ts'

const FilterPanel = lazy(() => import('./FilterPanel.tsx').then((module) => ({ default: module.FilterPanel })))

interface Props {
  readonly place: FilterPlace
  /** What this place knows of what it lists. */
  readonly fields: readonly FilterField[]
  readonly filter: Filter | undefined
  readonly onChange: (filter: Filter | undefined) => void
}

/** What a list is narrowed to, as chips; everything else behind one button (D1.5). The same bar for every list. */
export function FilterBar({ place, fields, filter, onChange }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const optionsOf = useOptions()
  /** Which chip is being chosen; one behind the last is new, null is the whole panel. */
  const [open, setOpen] = useState<{ index: number; field: FilterField } | 'panel'>()
  const draft = draftOf(filter)
  const change = (next: Draft) => onChange(filterOf(next))
  useCommands([{ id: 'filter', title: t('filter.do'), keys: 'Alt+G', run: () => setOpen('panel') }])

  const panel = (
    <Suspense fallback={<div className={styles.loading} />}>
      <FilterPanel
        place={place}
        fields={fields}
        filter={filter}
        draft={draft ?? emptyDraft}
        open={open}
        optionsOf={optionsOf}
        onOpen={setOpen}
        onChange={change}
        onChoose={(chosen) => {
          onChange(chosen)
          setOpen(undefined)
        }}
      />
    </Suspense>
  )

  return (
    <div className={styles.bar} data-empty={filter === undefined}>
      <Popover
        open={open !== undefined}
        onOpenChange={(isOpen) => setOpen(isOpen ? 'panel' : undefined)}
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        destroyOnHidden
        content={<div className={styles.panel}>{panel}</div>}
      >
        <button type="button" className={styles.open} aria-label={t('filter.do')} aria-pressed={filter !== undefined}>
          <ListFilter size={14} />
          {filter === undefined && t('filter.do')}
        </button>
      </Popover>
      {draft?.chips.map(({ condition, isNot }, index) => (
        <Chip
          // biome-ignore lint/suspicious/noArrayIndexKey: a chip is its place; what it says changes
          key={index}
          condition={condition}
          isNot={isNot}
          text={valueText(condition, optionsOf(condition.field), t, (at) => dayOf(clock, at))}
          joint={index > 0 && draft.op === 'or' ? t('filter.or') : ''}
          onOpen={() => setOpen({ index, field: condition.field })}
          onRemove={() => change(withChip(draft, index, undefined))}
        />
      ))}
      {draft === undefined && <span className={styles.chip}>{t('filter.complex')}</span>}
      {filter !== undefined && (
        <button type="button" className={styles.clear} onClick={() => onChange(undefined)}>
          {t('app.clear')}
        </button>
      )}
    </div>
  )
}

function Chip({
  condition,
  isNot,
  text,
  joint,
  onOpen,
  onRemove,
}: {
  condition: Condition
  isNot: boolean
  text: string
  joint: string
  onOpen: () => void
  onRemove: () => void
}) {
  const { t } = useTranslation()
  const name = t(`filter.field.${condition.field}`)
  return (
    <>
      {joint && <span className={styles.joint}>{joint}</span>}
      <span className={styles.chip} data-not={isNot}>
        <button type="button" onClick={onOpen} title={`${name}${isNot ? ` ${t('filter.not')}` : ''}: ${text}`}>
          <b>{name}</b> {isNot && <em>{t('filter.not')}</em>} {text}
        </button>
        <button type="button" aria-label={t('app.removeNamed', { name })} onClick={onRemove}>
          <X size={12} />
        </button>
      </span>
    </>
  )
}
