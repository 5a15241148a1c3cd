import '../../../ui/appointment/looks.ts'
import type { AppointmentTemplate } from '@youwen/contract'
import { Button } from 'antd'
import { GripVertical, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { moved, useReorder } from '../../../ui/use-reorder.ts'
import styles from './TemplateList.module.css'

interface Props {
  readonly templates: readonly AppointmentTemplate[]
  readonly onOrder: (ordered: readonly AppointmentTemplate[]) => void
  readonly onEdit: (template: AppointmentTemplate) => void
  readonly onRemove: (template: AppointmentTemplate) => void
}

/** In the order in which agents are offered them: dragged by the handle, or moved with the arrow keys on it. */
export function TemplateList({ templates, onOrder, onEdit, onRemove }: Props) {
  const { t } = useTranslation()
  const { list, rows, dragged, begin } = useReorder(templates, onOrder)
  return (
    <ul ref={list} className={styles.list}>
      {rows.map((template, index) => (
        <li
          key={template.templateId}
          className={styles.template}
          data-dragged={template.templateId === dragged?.templateId}
        >
          <button
            type="button"
            className={styles.handle}
            aria-label={t('appointment.templates.moveOne', { name: template.name })}
            onPointerDown={(event) => begin(template, event)}
            onKeyDown={(event) => {
              const to = index + ({ ArrowUp: -1, ArrowDown: 1 }[event.key] ?? 0)
              if (to === index || to < 0 || to >= templates.length) return
              event.preventDefault()
              onOrder(moved(templates, index, to))
              // A row that is moved within the list loses the focus.
              const handle = event.currentTarget
              requestAnimationFrame(() => handle.focus())
            }}
          >
            <GripVertical size={16} />
          </button>
          <span className={styles.swatch} data-look={template.style} aria-hidden="true" />
          <span className={styles.words}>
            <b>{template.name}</b>
            <small>
              {template.title} · {template.place}
            </small>
          </span>
          <span className={styles.fields}>
            {template.fields.map(({ fieldId, name }) => (
              <i key={fieldId}>{name}</i>
            ))}
          </span>
          <Button
            type="text"
            size="small"
            icon={<Pencil size={15} />}
            aria-label={t('app.editNamed', { name: template.name })}
            onClick={() => onEdit(template)}
          />
          <Button
            type="text"
            size="small"
            danger
            icon={<Trash2 size={15} />}
            aria-label={t('app.removeNamed', { name: template.name })}
            onClick={() => onRemove(template)}
          />
        </li>
      ))}
    </ul>
  )
}
