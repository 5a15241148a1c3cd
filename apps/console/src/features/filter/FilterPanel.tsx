import type { Filter, FilterField, FilterPlace } from '@youwen/contract'
import { Button, Checkbox, Input, Segmented } from 'antd'
import { ArrowLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isFoundBy } from '../../platform/pinyin.ts'
import { type Draft, withChip } from './draft.ts'
import styles from './FilterBar.module.css'
import type { Option } from './fields.ts'
import { SavedFilters } from './SavedFilters.tsx'
import { ValueEditor } from './ValueEditor.tsx'

type Open = { readonly index: number; readonly field: FilterField } | 'panel' | undefined

interface Props {
  readonly place: FilterPlace
  readonly fields: readonly FilterField[]
  readonly filter: Filter | undefined
  readonly draft: Draft
  readonly open: Open
  readonly optionsOf: (field: FilterField) => readonly Option[]
  readonly onOpen: (open: Open) => void
  readonly onChange: (draft: Draft) => void
  readonly onChoose: (filter: Filter) => void
}

/** Saved filters and fields to choose from, or the value of one of them. */
export function FilterPanel({ place, fields, filter, draft, open, optionsOf, onOpen, onChange, onChoose }: Props) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')

  if (typeof open === 'object') {
    const { index, field } = open
    const chip = draft.chips[index]
    return (
      <div className={styles.editor}>
        <header className={styles.head}>
          <Button
            type="text"
            size="small"
            icon={<ArrowLeft size={14} />}
            aria-label={t('app.back')}
            onClick={() => onOpen('panel')}
          />
          <strong>{t(`filter.field.${field}`)}</strong>
          <Checkbox
            checked={chip?.isNot ?? false}
            disabled={!chip}
            onChange={({ target }) => chip && onChange(withChip(draft, index, { ...chip, isNot: target.checked }))}
          >
            {t('filter.not')}
          </Checkbox>
        </header>
        <ValueEditor
          key={`${index} ${field}`}
          field={field}
          condition={chip?.condition.field === field ? chip.condition : undefined}
          options={optionsOf(field)}
          onChange={(condition) =>
            onChange(withChip(draft, index, condition && { condition, isNot: chip?.isNot ?? false }))
          }
        />
      </div>
    )
  }

  const found = fields.filter((field) => isFoundBy(t(`filter.field.${field}`), words))
  const choose = (field: FilterField) => {
    const known = draft.chips.findIndex(({ condition }) => condition.field === field)
    setWords('')
    onOpen({ index: known === -1 ? draft.chips.length : known, field })
  }
  return (
    <>
      <SavedFilters place={place} filter={filter} onChoose={onChoose} />
      {draft.chips.length > 1 && (
        <Segmented<Draft['op']>
          size="small"
          block
          value={draft.op}
          options={[
            { value: 'and', label: t('filter.all') },
            { value: 'or', label: t('filter.any') },
          ]}
          onChange={(op) => onChange({ ...draft, op })}
        />
      )}
      <Input
        autoFocus
        size="small"
        variant="filled"
        placeholder={t('filter.add')}
        value={words}
        onChange={(event) => setWords(event.target.value)}
        onPressEnter={() => found[0] && choose(found[0])}
      />
      <div className={styles.fields}>
        {found.map((field) => (
          <button key={field} type="button" className={styles.field} onClick={() => choose(field)}>
            {t(`filter.field.${field}`)}
            <ChevronRight size={14} />
          </button>
        ))}
        {found.length === 0 && <p className={styles.none}>{t('filter.noField')}</p>}
      </div>
    </>
  )
}
