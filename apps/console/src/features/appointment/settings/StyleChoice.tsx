import '../../../ui/appointment/looks.ts'
import type { AppointmentStyle } from '@youwen/contract'
import { appointmentStyles } from '@youwen/contract/appointment-styles'
import { useTranslation } from 'react-i18next'
import styles from './StyleChoice.module.css'

interface Props {
  readonly value?: AppointmentStyle
  readonly onChange?: (style: AppointmentStyle) => void
}

/** The eight looks, small; the card beside the form shows the chosen one whole. */
export function StyleChoice({ value, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className={styles.choice} role="radiogroup" aria-label={t('appointment.templates.style')}>
      {appointmentStyles.map((style) => (
        <label key={style} className={styles.one}>
          <input type="radio" name="appointment-style" checked={style === value} onChange={() => onChange?.(style)} />
          <span className={styles.card} data-look={style} aria-hidden="true">
            <i>
              <b>09:30</b>
            </i>
            <u />
          </span>
          {t(`appointment.style.${style}`)}
        </label>
      ))}
    </div>
  )
}
