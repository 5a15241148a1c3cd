import { useNavigate } from '@tanstack/react-router'
import type { Mention } from '@youwen/contract'
import { App, Button, Popover } from 'antd'
import { AtSign } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useClient, useLive } from '../platform/live.ts'
import { useClock } from '../platform/me.ts'
import { shortMoment } from '../platform/time.ts'
import { Avatar } from '../ui/Avatar.tsx'
import styles from './Mentions.module.css'
import rail from './Rail.module.css'

/** Where colleagues named me: a badge in the rail, and a card in the corner the moment it happens. */
export function Mentions() {
  const { t } = useTranslation()
  const client = useClient()
  const { notification } = App.useApp()
  const navigate = useNavigate()
  const mentions = useLive((state) => state.mentions)
  const [isOpen, setIsOpen] = useState(false)

  const go = useCallback(
    ({ conversationId, seq }: Mention) => {
      setIsOpen(false)
      void navigate({ to: '/desk/{-$conversationId}', params: { conversationId }, search: { at: seq } })
    },
    [navigate],
  )

  useEffect(
    () =>
      client.on('mentioned', (mention) => {
        // Who looks at the conversation has just read it.
        if (location.pathname.includes(mention.conversationId) && document.hasFocus()) return
        const name = client.state.colleagues.get(mention.byAgentId)?.name ?? t('conversation.someAgent')
        notification.open({
          key: mention.messageId,
          title: t('app.mentions.by', { name }),
          description: mention.text,
          icon: <AtSign size={20} className={styles.icon} />,
          placement: 'bottomRight',
          duration: 12,
          actions: (
            <Button
              type="primary"
              size="small"
              onClick={() => {
                notification.destroy(mention.messageId)
                go(mention)
              }}
            >
              {t('app.mentions.open')}
            </Button>
          ),
        })
      }),
    [client, notification, go, t],
  )

  return (
    <Popover
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger="click"
      placement="rightTop"
      title={t('app.mentions.title')}
      content={<MentionList mentions={mentions} onChoose={go} />}
    >
      <button type="button" className={`${rail.item} ${styles.item}`}>
        <AtSign size={20} strokeWidth={1.9} />
        <span>{t('app.mentions.label')}</span>
        {mentions.length > 0 && <b className="num">{mentions.length > 99 ? '99+' : mentions.length}</b>}
      </button>
    </Popover>
  )
}

function MentionList({ mentions, onChoose }: { mentions: readonly Mention[]; onChoose: (mention: Mention) => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const colleagues = useLive((state) => state.colleagues)
  if (mentions.length === 0) return <p className={styles.empty}>{t('app.mentions.empty')}</p>
  return (
    <ul className={styles.list}>
      {mentions.map((mention) => {
        const colleague = colleagues.get(mention.byAgentId)
        const name = colleague?.name ?? t('conversation.someAgent')
        return (
          <li key={mention.messageId}>
            <button type="button" onClick={() => onChoose(mention)}>
              <Avatar id={mention.byAgentId} name={name} url={colleague?.avatarUrl ?? null} size={32} />
              <span className={styles.words}>
                <span className={styles.head}>
                  <b>{name}</b>
                  <span>{mention.visitorName}</span>
                  <time className="num">{shortMoment(clock, new Date(mention.at), new Date())}</time>
                </span>
                <span className={styles.text} dir="auto">
                  {mention.text}
                </span>
              </span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
