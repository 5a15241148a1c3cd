import type { CardField } from '@youwen/contract'
import { Button, Switch } from 'antd'
import { GripVertical, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './FieldList.module.css'
import { fieldName } from './field-name.ts'

interface Props {
  readonly fields: readonly CardField[]
  readonly onOrder: (ordered: readonly CardField[]) => void
  readonly onEnable: (field: CardField, isEnabled: boolean) => void
  readonly onEdit: (field: CardField) => void
  readonly onRemove: (field: CardField) => void
}

const moved = (fields: readonly CardField[], from: number, to: number): CardField[] => {
  const rest = fields.filter((_, at) => at !== from)
  const field = fields[from]
  return field ? rest.toSpliced(to, 0, field) : [...fields]
}

/** The fields in their order: dragged with the mouse, or moved with the arrow keys on the handle. */
export function FieldList({ fields, onOrder, onEnable, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string>()
  const [shown, setShown] = useState<readonly CardField[]>()
  const rows = shown ?? fields
  const at = (fieldId: string | undefined) => rows.findIndex((field) => field.fieldId === fieldId)

  const end = (isDropped: boolean) => {
    if (isDropped && shown) onOrder(shown)
    setDragged(undefined)
    setShown(undefined)
  }
  return (
    <ul className={styles.list}>
      {rows.map((field, index) => (
        <li
          key={field.fieldId}
          className={styles.field}
          data-dragged={field.fieldId === dragged}
          data-off={!field.isEnabled}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move'
            setDragged(field.fieldId)
          }}
          onDragOver={(event) => {
            if (dragged === undefined) return
            event.preventDefault()
            if (dragged !== field.fieldId) setShown(moved(rows, at(dragged), index))
          }}
          onDrop={(event) => {
            event.preventDefault()
            end(true)
          }}
          onDragEnd={() => end(false)}
        >
          <button
            type="button"
            className={styles.handle}
            aria-label={t('card.moveField', { name: fieldName(field, t) })}
            onKeyDown={(event) => {
              const to = index + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0)
              if (to === index || to < 0 || to >= fields.length) return
              event.preventDefault()
              onOrder(moved(fields, index, to))
            }}
          >
            <GripVertical size={16} />
          </button>
          <span className={styles.name}>{fieldName(field, t)}</span>
          <span className={styles.kind}>{t(`card.kind.${field.kind}`)}</span>
          <span className={styles.marks}>
            {field.isRequired && <i>{t('card.required')}</i>}
            {field.isUnique && <i>{t('card.unique')}</i>}
            {field.roleIds.length > 0 && <i>{t('card.someRoles', { count: field.roleIds.length })}</i>}
          </span>
          <Switch
            size="small"
            checked={field.isEnabled}
            aria-label={t('card.enableField', { name: fieldName(field, t) })}
            onChange={(isEnabled) => onEnable(field, isEnabled)}
          />
          <Button
            type="text"
            size="small"
            icon={<Pencil size={15} />}
            aria-label={t('app.editNamed', { name: fieldName(field, t) })}
            onClick={() => onEdit(field)}
          />
          <Button
            type="text"
            size="small"
            danger
            disabled={field.builtIn !== null}
            title={field.builtIn === null ? undefined : t('card.builtInStays')}
            icon={<Trash2 size={15} />}
            aria-label={t('app.removeNamed', { name: fieldName(field, t) })}
            onClick={() => onRemove(field)}
          />
        </li>
      ))}
    </ul>
  )
}
