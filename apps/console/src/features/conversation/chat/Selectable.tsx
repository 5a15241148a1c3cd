import type { Message } from '@youwen/contract'
import type { ShownMessage } from '@youwen/sdk/shown-message'
import { Checkbox } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './Selectable.module.css'
import { selection, useSelection } from './selection.ts'

interface Props {
  readonly message: ShownMessage
  readonly conversationId: string | undefined
  readonly children: ReactNode
}

/** A message with a box before it while messages are being chosen; else nothing but the message. */
export function Selectable({ message, conversationId, children }: Props) {
  const { t } = useTranslation()
  const selected = useSelection(conversationId)
  const chosen = durable(message)
  if (!selected || !chosen) return children
  const isChosen = selected.messages.has(message.id)
  return (
    <Checkbox
      className={`${styles.row} ${isChosen ? styles.chosen : ''}`}
      checked={isChosen}
      aria-label={t('ticket.selectOne')}
      onChange={() => selection.toggle(chosen)}
    >
      {children}
    </Checkbox>
  )
}

/** What is not on the server yet cannot be taken. */
function durable({ id, conversationId, seq, from, senderId, body, at }: ShownMessage): Message | undefined {
  return conversationId === null || seq === null ? undefined : { id, conversationId, seq, from, senderId, body, at }
}
