import { Button, Input, Segmented, Select } from 'antd'
import { Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from '../../ui/ListFilters.module.css'
import { isNarrowed, type TicketFilter } from './filter.ts'
import { useTicketTypes } from './ticket-types.ts'

const typingMs = 300

interface Props {
  readonly filter: TicketFilter
  readonly onChange: (filter: TicketFilter) => void
}

export function TicketFilters({ filter, onChange }: Props) {
  const { t } = useTranslation()
  const { types } = useTicketTypes()
  const [words, setWords] = useState(filter.words ?? '')
  const set = (change: TicketFilter) => onChange({ ...filter, ...change })

  // Asked for when somebody pauses, not at every key.
  useEffect(() => {
    const wanted = words.trim() || undefined
    if (wanted === filter.words) return
    const timer = setTimeout(() => onChange({ ...filter, words: wanted }), typingMs)
    return () => clearTimeout(timer)
  }, [words, filter, onChange])

  const select = <Name extends 'state' | 'priority' | 'due' | 'ticketTypeId' | 'sort'>(
    name: Name,
    label: string,
    options: { value: NonNullable<TicketFilter[Name]>; label: string }[],
  ) => (
    <Select
      size="small"
      variant="filled"
      className={styles.select ?? ''}
      popupMatchSelectWidth={false}
      allowClear={name !== 'sort'}
      aria-label={label}
      placeholder={label}
      value={filter[name] ?? null}
      options={options}
      onChange={(value) => set({ [name]: value ?? undefined })}
    />
  )

  return (
    <div className={styles.filters}>
      <Input
        allowClear
        variant="filled"
        prefix={<Search size={15} className={styles.icon} />}
        placeholder={t('ticket.search')}
        value={words}
        maxLength={100}
        onChange={(event) => setWords(event.target.value)}
      />
      <Segmented
        block
        size="small"
        value={filter.view ?? 'all'}
        onChange={(view) => set({ view: view === 'all' ? undefined : view })}
        options={(['all', 'mine', 'watched', 'created'] as const).map((value) => ({
          value,
          label: t(`ticket.view.${value}`),
        }))}
      />
      <div className={styles.selects}>
        {select('state', t('ticket.anyState'), [
          { value: 'unfinished', label: t('ticket.unfinished') },
          ...(['open', 'in_progress', 'resolved', 'closed'] as const).map((value) => ({
            value,
            label: t(`ticket.state.${value}`),
          })),
        ])}
        {select(
          'priority',
          t('ticket.anyPriority'),
          (['urgent', 'high', 'normal', 'low'] as const).map((value) => ({
            value,
            label: t(`ticket.priority.${value}`),
          })),
        )}
        {types.length > 0 &&
          select(
            'ticketTypeId',
            t('ticket.anyType'),
            types.map((type) => ({ value: type.ticketTypeId, label: type.name })),
          )}
        {select('due', t('ticket.anyDue'), [
          { value: 'overdue', label: t('ticket.due.overdue') },
          { value: 'soon', label: t('ticket.due.soon') },
        ])}
        <Select
          size="small"
          variant="filled"
          className={styles.select ?? ''}
          popupMatchSelectWidth={false}
          aria-label={t('ticket.sortBy')}
          value={filter.sort ?? 'changed'}
          options={(['changed', 'created', 'due', 'priority'] as const).map((value) => ({
            value,
            label: t(`ticket.sort.${value}`),
          }))}
          onChange={(sort) => set({ sort: sort === 'changed' ? undefined : sort })}
        />
        {isNarrowed(filter) && (
          <Button
            type="link"
            size="small"
            onClick={() => {
              setWords('')
              onChange({ view: filter.view, sort: filter.sort })
            }}
          >
            {t('ticket.clearFilters')}
          </Button>
        )}
      </div>
    </div>
  )
}
