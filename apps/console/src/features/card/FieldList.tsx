import type { CardField } from '@youwen/contract'
import { Button, Switch } from 'antd'
import { GripVertical, Pencil, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { moved, useReorder } from '../../ui/use-reorder.ts'
import styles from './FieldList.module.css'
import { fieldName } from './field-name.ts'

interface Props {
  readonly fields: readonly CardField[]
  readonly onOrder: (ordered: readonly CardField[]) => void
  readonly onEnable: (field: CardField, isEnabled: boolean) => void
  readonly onEdit: (field: CardField) => void
  readonly onRemove: (field: CardField) => void
}

/** The fields in their order: dragged by the handle with mouse or finger, or moved with the arrow keys on it. */
export function FieldList({ fields, onOrder, onEnable, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const { list, rows, dragged, begin } = useReorder(fields, onOrder)
  // A row that is moved within the list loses the focus; whoever moves it by keys goes on.
  const held = useRef<string>(undefined)
  useLayoutEffect(() => {
    const at = rows.findIndex(({ fieldId }) => fieldId === held.current)
    if (at === -1 || document.activeElement !== document.body) return
    list.current?.children[at]?.querySelector('button')?.focus()
  }, [rows, list])
  return (
    <ul ref={list} className={styles.list}>
      {rows.map((field, index) => (
        <li
          key={field.fieldId}
          className={styles.field}
          data-dragged={field.fieldId === dragged?.fieldId}
          data-off={!field.isEnabled}
        >
          <button
            type="button"
            className={styles.handle}
            aria-label={t('card.moveField', { name: fieldName(field, t) })}
            onPointerDown={(event) => begin(field, event)}
            onKeyDown={(event) => {
              const to = index + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0)
              if (to === index || to < 0 || to >= fields.length) return
              event.preventDefault()
              held.current = field.fieldId
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
