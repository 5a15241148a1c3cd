import type { CardField, CardSuggestion, CardValue } from '@youwen/contract'
import { Button } from 'antd'
import { MessageSquareQuote, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import styles from './CardRow.module.css'
import { textOf } from './edits.ts'
import { FieldInput } from './FieldInput.tsx'
import { fieldName } from './field-name.ts'

interface Props {
  readonly field: CardField
  readonly value: CardValue | null
  readonly isDisabled: boolean
  readonly isChanged: boolean
  readonly error: string | undefined
  /** What somebody else saved while this agent wrote something else. */
  readonly conflict: { readonly by: string; readonly value: CardValue | null } | undefined
  readonly suggestions: readonly CardSuggestion[]
  readonly onChange: (value: CardValue | null) => void
  readonly onTakeTheirs: () => void
  readonly onKeepMine: () => void
  readonly onJump: (source: CardSuggestion['source']) => void
}

export function CardRow(props: Props) {
  const { field, value, isDisabled, isChanged, error, conflict, suggestions, onChange } = props
  const { t } = useTranslation()
  const id = `card-${field.fieldId}`
  return (
    <div className={styles.row} data-changed={isChanged}>
      <label htmlFor={id} className={styles.label} title={fieldName(field, t)}>
        {fieldName(field, t)}
        {field.isRequired && <i aria-hidden="true">*</i>}
      </label>
      <div className={styles.value}>
        <FieldInput
          id={id}
          field={field}
          value={value}
          isDisabled={isDisabled}
          isWrong={error !== undefined || conflict !== undefined}
          onChange={onChange}
        />
        {error && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
        {conflict && (
          <div className={styles.conflict} role="alert">
            <p>
              {conflict.value === null
                ? t('card.conflictEmptied', { name: conflict.by })
                : t('card.conflict', { name: conflict.by, value: textOf(field, conflict.value) })}
            </p>
            <Button size="small" onClick={props.onTakeTheirs}>
              {t('card.takeTheirs')}
            </Button>
            <Button size="small" type="text" onClick={props.onKeepMine}>
              {t('card.keepMine')}
            </Button>
          </div>
        )}
        {suggestions.map((suggestion) => (
          <div key={JSON.stringify(suggestion.value)} className={styles.suggestion}>
            <span className={styles.found}>{textOf(field, suggestion.value)}</span>
            <Button size="small" type="link" onClick={() => onChange(suggestion.value)}>
              {t('card.adopt')}
            </Button>
            <button
              type="button"
              className={styles.source}
              title={t(suggestion.by === 'assistant' ? 'card.toSourceOfAssistant' : 'card.toSource')}
              onClick={() => props.onJump(suggestion.source)}
            >
              {suggestion.by === 'assistant' ? <Sparkles size={13} /> : <MessageSquareQuote size={13} />}
              <span>{suggestion.source.excerpt}</span>
            </button>
          </div>
        ))}
      </div>
    </div>
  )
}
