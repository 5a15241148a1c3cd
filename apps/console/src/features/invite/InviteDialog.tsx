import { useMutation } from '@tanstack/react-query'
import { App, Input, Modal, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useMe } from '../../platform/me.ts'
import { usePreferences } from '../../platform/preferences.ts'
import styles from './InviteDialog.module.css'
import { recentTexts, rememberText } from './recent-texts.ts'

interface Props {
  readonly visitorId: string
  readonly name: string
  readonly kind: 'invite' | 'force'
  readonly onClose: () => void
}

/** D5.2: asks a visitor whether he would like to talk, or opens the chat for him. */
export function InviteDialog({ visitorId, name, kind: firstKind, onClose }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { locale } = usePreferences()
  const { agentId } = useMe()
  const [kind, setKind] = useState(firstKind)
  const texts = [
    ...new Set([...recentTexts(agentId), t('invite.usual.help'), t('invite.usual.price'), t('invite.usual.hurry')]),
  ]
  const [text, setText] = useState(texts[0] ?? '')
  const send = useMutation({
    mutationFn: () => api.invite.send({ visitorId, kind, text: text.trim() }),
    onSuccess: () => {
      rememberText(agentId, text.trim())
      void message.success(t(kind === 'invite' ? 'invite.sent' : 'invite.forced'))
      onClose()
    },
    onError: (error) => void message.error(describe(error)),
  })

  return (
    <Modal
      open
      centered
      title={t('invite.title', { name })}
      okText={t(kind === 'invite' ? 'invite.send' : 'invite.force')}
      okButtonProps={{ disabled: text.trim() === '', loading: send.isPending }}
      onOk={() => send.mutate()}
      onCancel={onClose}
      width={480}
    >
      <Segmented
        block
        value={kind}
        onChange={setKind}
        options={[
          { value: 'invite' as const, label: t('invite.ask') },
          { value: 'force' as const, label: t('invite.openByItself') },
        ]}
      />
      <p className={styles.hint}>{t(kind === 'invite' ? 'invite.askHint' : 'invite.openByItselfHint')}</p>
      <Input.TextArea
        autoFocus
        rows={3}
        maxLength={200}
        showCount
        aria-label={t('invite.text')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className={styles.texts} lang={locale}>
        {texts.slice(0, 5).map((each) => (
          <li key={each}>
            <button type="button" aria-pressed={each === text} onClick={() => setText(each)}>
              {each}
            </button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}
