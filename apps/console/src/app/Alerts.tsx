import { useNavigate } from '@tanstack/react-router'
import type { Conversation, Mention, Message, TransferOffer } from '@youwen/contract'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { arrange, unreadOf } from '../features/conversation/list/order.ts'
import { nameOf } from '../features/conversation/name.ts'
import { bodyWords, summaryOf } from '../features/conversation/summary.ts'
import { useClient, useLive } from '../platform/live.ts'
import { preferences, usePreferences } from '../platform/preferences.ts'
import { chime } from './chime.ts'
import { newsBetween } from './news.ts'

const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus()

/** D1.7: sound, desktop notification and the number in the title. Draws nothing. */
export function Alerts() {
  const { t } = useTranslation()
  const client = useClient()
  const navigate = useNavigate()
  const { titleBadge } = usePreferences()
  const inbox = useLive((state) => state.inbox)
  const agentId = useLive((state) => state.agentId)
  const connection = useLive((state) => state.connection.status)
  const before = useRef<typeof inbox>(undefined)

  function notify(title: string, body: string, conversationId: string, isPushed: boolean) {
    if (!preferences.get().desktopNotification || isLookedAt() || Notification.permission !== 'granted') return
    // A hidden page counts as none: the device is notified, and once is enough.
    if (document.hidden && isPushed) return
    const notification = new Notification(title, { body, tag: conversationId, icon: '/icon-192.png' })
    notification.onclick = () => {
      window.focus()
      void navigate({ to: '/desk/{-$conversationId}', params: { conversationId } })
      notification.close()
    }
  }

  // The first picture after a greeting is no news.
  useEffect(() => {
    if (connection !== 'open') {
      before.current = undefined
      return
    }
    const earlier = before.current
    before.current = inbox
    if (!earlier) return
    for (const { kind, conversation } of newsBetween(earlier, inbox, agentId)) {
      if (preferences.get().sound) chime('conversation')
      notify(
        t(`app.alerts.${kind}`),
        `${nameOf(conversation)}: ${summaryOf(conversation, t)}`,
        conversation.conversationId,
        kind === 'received' && preferences.get().pushKinds.includes('received'),
      )
    }
  })

  useEffect(() =>
    client.on('message', (message: Message) => {
      const conversation = client.state.inbox.get(message.conversationId)
      // Where the robot answers nobody has to come running.
      if (message.from !== 'visitor' || !conversation || conversation.isInCustody) return
      const isOpen = location.pathname.includes(message.conversationId)
      if (preferences.get().sound && !(isOpen && isLookedAt())) chime('message')
      const isPushed = preferences.get().pushKinds.includes('message')
      notify(nameOf(conversation), bodyWords(message.body, t), message.conversationId, isPushed)
    }),
  )
  useEffect(() =>
    client.on('mentioned', ({ byAgentId, text, conversationId }: Mention) => {
      if (preferences.get().sound) chime('message')
      const name = client.state.colleagues.get(byAgentId)?.name ?? t('conversation.someAgent')
      notify(t('app.mentions.by', { name }), text, conversationId, preferences.get().pushKinds.includes('mention'))
    }),
  )

  useEffect(() =>
    client.on('transferOffered', (offer: TransferOffer) => {
      const { byAgentId, note, conversationId } = offer
      if (preferences.get().sound) chime('conversation')
      const name = client.state.colleagues.get(byAgentId)?.name ?? t('conversation.someAgent')
      const isPushed = preferences.get().pushKinds.includes('transfer')
      notify(t('transfer.card', { name }), note || nameOf(offer), conversationId, isPushed)
    }),
  )

  // Nobody took what I offered: I have to do something about it.
  useEffect(() =>
    client.on('transferOver', ({ byAgentId, agentId: by, conversationId, outcome, reason }) => {
      if (byAgentId !== agentId || (outcome !== 'declined' && outcome !== 'expired')) return
      if (preferences.get().sound) chime('message')
      const name = (by && client.state.colleagues.get(by)?.name) || t('conversation.someAgent')
      notify(t(`transfer.over.${outcome}`, { name }), reason, conversationId, false)
    }),
  )

  const unread = titleBadge ? unreadIn(inbox.values()) : 0
  useEffect(() => {
    document.title = unread > 0 ? `(${unread > 99 ? '99+' : unread}) ${t('app.name')}` : t('app.name')
    const badge = navigator as Navigator & { setAppBadge?: (count: number) => Promise<void> }
    void badge.setAppBadge?.(unread).catch(() => undefined)
  }, [unread, t])

  return null
}

function unreadIn(inbox: Iterable<Conversation>): number {
  const { waiting, mine } = arrange(inbox)
  return [...waiting, ...mine].reduce((sum, conversation) => sum + unreadOf(conversation), 0)
}
