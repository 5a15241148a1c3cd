import '../../ui/appointment/looks.ts'
import type { AppointmentTemplate } from '@youwen/contract'
import { useTranslation } from 'react-i18next'
import styles from './TemplateChoice.module.css'

interface Props {
  readonly templates: readonly AppointmentTemplate[]
  readonly value?: string | null
  readonly onChange?: (templateId: string) => void
}

/** Which kind of appointment, by the looks of its card. */
export function TemplateChoice({ templates, value = null, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.choice} role="radiogroup" aria-label={t('appointment.template')}>
      {templates.map(({ templateId, name, place, style }) => (
        <label key={templateId} className={styles.one}>
          <input
            type="radio"
            name="appointment-template"
            checked={templateId === value}
            onChange={() => onChange?.(templateId)}
          />
          <span className={styles.swatch} data-look={style} aria-hidden="true" />
          <span className={styles.words}>
            <b>{name}</b>
            <small>{place}</small>
          </span>
        </label>
      ))}
    </div>
  )
}
