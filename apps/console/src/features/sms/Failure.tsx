import { useTranslation } from 'react-i18next'
import { reasonOf } from './reason.ts'
import styles from './Sms.module.css'

/** Why a message was not taken: what it means, where that is known, and the provider's own code for whoever asks there. */
export function Failure({ code }: { code: string }) {
  const { t } = useTranslation()
  const reason = reasonOf(code)
  return (
    <span className={styles.failure}>
      {reason && `${t(`sms.failure.${reason}`)} `}
      {!code.startsWith('sms.') && <code>{code}</code>}
    </span>
  )
}
