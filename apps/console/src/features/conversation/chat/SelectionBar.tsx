import type { Conversation } from '@youwen/contract'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './SelectionBar.module.css'
import { inOrder, selection, useSelection } from './selection.ts'
import type { ChatSlots } from './slots.ts'

interface Props {
  readonly conversation: Conversation
  readonly actions: NonNullable<ChatSlots['selection']>
}

/** While messages are being chosen: how many, and what can be made of them. */
export function SelectionBar({ conversation, actions }: Props) {
  const { t } = useTranslation()
  const selected = useSelection(conversation.conversationId)
  // Who leaves the chat has thought better of it.
  useEffect(() => selection.stop, [])
  useEffect(() => {
    if (!selected) return
    const pressed = (event: KeyboardEvent) => event.key === 'Escape' && selection.stop()
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [selected])
  if (!selected) return null
  const messages = inOrder(selected)
  return (
    <div className={styles.bar} role="status">
      <span className={styles.words}>
        {messages.length === 0 ? t('ticket.selectHint') : t('ticket.selected', { count: messages.length })}
      </span>
      <Button onClick={selection.stop}>{t('ticket.cancelSelect')}</Button>
      {messages.length > 0 && actions(conversation, messages)}
    </div>
  )
}
