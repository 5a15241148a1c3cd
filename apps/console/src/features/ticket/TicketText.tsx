import type { Ticket } from '@youwen/contract'
import { Button, Form, Input } from 'antd'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import styles from './TicketText.module.css'
import type { ChangeTicketMutation } from './use-change-ticket.ts'

interface Words {
  readonly title: string
  readonly description: string
}

/** Title and description; changed in their place. */
export function TicketText({ ticket, change }: { ticket: Ticket; change: ChangeTicketMutation }) {
  const { t } = useTranslation()
  const [isEditing, setIsEditing] = useState(false)
  if (isEditing) {
    return (
      <Form<Words>
        layout="vertical"
        className={styles.form ?? ''}
        initialValues={{ title: ticket.title, description: ticket.description }}
        onFinish={(words) => change.mutate(words, { onSuccess: () => setIsEditing(false) })}
      >
        <Form.Item
          name="title"
          label={t('ticket.label.title')}
          rules={[{ required: true, whitespace: true, message: t('app.needed') }]}
        >
          <Input maxLength={100} autoFocus />
        </Form.Item>
        <Form.Item name="description" label={t('ticket.label.description')}>
          <Input.TextArea autoSize={{ minRows: 4, maxRows: 18 }} maxLength={20_000} />
        </Form.Item>
        <div className={styles.actions}>
          <Button type="primary" htmlType="submit" loading={change.isPending}>
            {t('app.save')}
          </Button>
          <Button onClick={() => setIsEditing(false)}>{t('app.discard')}</Button>
        </div>
      </Form>
    )
  }
  return (
    <div>
      <div className={styles.top}>
        <h2 className={styles.title}>{ticket.title}</h2>
        <Button
          type="text"
          size="small"
          icon={<Pencil size={15} />}
          aria-label={t('ticket.edit')}
          title={t('ticket.edit')}
          onClick={() => setIsEditing(true)}
        />
      </div>
      {ticket.description !== '' && <Description text={ticket.description} />}
    </div>
  )
}

/** Long ones are folded: what happened since matters more. */
function Description({ text }: { text: string }) {
  const { t } = useTranslation()
  const isLong = text.length > 900 || text.split('\n').length > 14
  const [isOpen, setIsOpen] = useState(!isLong)
  return (
    <div className={styles.description}>
      <div className={styles.text} data-folded={!isOpen}>
        {text}
      </div>
      {isLong && (
        <Button type="link" size="small" onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? 'ticket.fold' : 'ticket.unfold')}
        </Button>
      )}
    </div>
  )
}
