import type { Delivery, ShownMessage } from '@youwen/sdk/shown-message'
import { CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useComposer } from '../../../platform/composer.ts'
import { useClient } from '../../../platform/live.ts'
import styles from './MessageRow.module.css'

type Refused = Extract<Delivery, { status: 'failed' }>

/** Whether a message was refused because of the words in it (A11). */
export const isSensitive = ({ code }: Refused) => code === 'sensitive.blocked' || code === 'sensitive.warned'

/** Which words it was, and what can be done: to mean it, where that is allowed, or to say it otherwise. */
export function SensitiveRefusal({ message, refused }: { message: ShownMessage; refused: Refused }) {
  const { t } = useTranslation()
  const client = useClient()
  const composer = useComposer()
  const { body, id } = message
  const isAsked = refused.code === 'sensitive.warned'
  const words = refused.words?.join(t('sensitive.comma')) ?? ''
  return (
    <p className={styles.failed} role="alert" data-asks={isAsked}>
      <CircleAlert size={14} />
      {t(isAsked ? 'sensitive.refusedWarn' : 'sensitive.refusedBlock', { words })}
      {isAsked && (
        <button type="button" onClick={() => client.resend(id, true)}>
          {t('sensitive.anyway')}
        </button>
      )}
      {body.type === 'text' && composer && (
        <button
          type="button"
          onClick={() => {
            client.discard(id)
            composer.insert(body.text)
          }}
        >
          {t('sensitive.edit')}
        </button>
      )}
      <button type="button" onClick={() => client.discard(id)}>
        {t('conversation.discard')}
      </button>
    </p>
  )
}
