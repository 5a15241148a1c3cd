import { useQueryClient } from '@tanstack/react-query'
import type { Conversation, SensitiveHit } from '@youwen/contract'
import { App, Button } from 'antd'
import { Eye, type LucideIcon, ShieldAlert } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useClient, useLive } from '../../platform/live.ts'
import { useMay, useMe } from '../../platform/me.ts'
import styles from './SensitiveNews.module.css'
import { hitsKey } from './unseen.ts'
import { watchedSince } from './watched-since.ts'

interface Props {
  readonly nameOf: (conversation: Conversation) => string
  readonly onOpen: (conversationId: string) => void
  readonly onLook: () => void
}

/** Not every console of a company asks in the same instant (RT41). */
const calmMs = 1_000
const shownForSeconds = 12
const manyFrom = 100

/** Tells an agent of words to watch for in his conversations, and who reviews of what he has not seen. Draws nothing. */
export function SensitiveNews({ nameOf, onOpen, onLook }: Props) {
  useWatchedNews({ nameOf, onOpen })
  return useMay('sensitive.review') ? <HitNews onLook={onLook} /> : null
}

interface Note {
  readonly key: string
  readonly title: string
  readonly description?: string
  readonly icon: LucideIcon
  readonly action: string
  readonly onAction: () => void
}

/** A note in the corner, with one thing to do about it. */
function useNotes() {
  const { notification } = App.useApp()
  return {
    drop: (key: string) => notification.destroy(key),
    show: ({ key, icon: Icon, action, onAction, ...words }: Note) =>
      notification.open({
        ...words,
        key,
        icon: <Icon size={20} className={styles.icon} />,
        placement: 'bottomRight',
        duration: shownForSeconds,
        actions: (
          <Button
            type="primary"
            size="small"
            onClick={() => {
              notification.destroy(key)
              onAction()
            }}
          >
            {action}
          </Button>
        ),
      }),
  }
}

function useWatchedNews({ nameOf, onOpen }: Pick<Props, 'nameOf' | 'onOpen'>) {
  const { t } = useTranslation()
  const notes = useNotes()
  const { agentId } = useMe()
  const inbox = useLive((state) => state.inbox)
  const connection = useLive((state) => state.connection.status)
  const before = useRef<typeof inbox>(undefined)
  const shown = useRef(new Set<string>())
  useEffect(() => {
    // The first picture after a greeting is no news.
    const earlier = connection === 'open' ? before.current : undefined
    before.current = connection === 'open' ? inbox : undefined
    // Who has opened it has been told.
    for (const key of shown.current) if (location.pathname.includes(key)) notes.drop(`sensitive ${key}`)
    if (!earlier) return
    for (const { conversation, words } of watchedSince(earlier, inbox, agentId)) {
      const { conversationId } = conversation
      if (location.pathname.includes(conversationId) && document.hasFocus()) continue
      const key = `sensitive ${conversationId}`
      shown.current.add(conversationId)
      notes.show({
        key,
        title: t('sensitive.news.watched', { name: nameOf(conversation), words: words.join(t('sensitive.comma')) }),
        icon: Eye,
        action: t('sensitive.news.open'),
        onAction: () => onOpen(conversationId),
      })
    }
  })
}

function HitNews({ onLook }: Pick<Props, 'onLook'>) {
  const { t } = useTranslation()
  const client = useClient()
  const cache = useQueryClient()
  const notes = useNotes()
  const told = useRef<string>(undefined)
  const tell = useRef<(count: number, latest: SensitiveHit) => void>(undefined)
  tell.current = (count, latest) =>
    notes.show({
      key: 'sensitive-hits',
      title: t(count >= manyFrom ? 'sensitive.news.unseenMany' : 'sensitive.news.unseen', { count }),
      description: `${latest.visitorName} ${t('sensitive.news.hit', { words: latest.words.join(t('sensitive.comma')) })}`,
      icon: ShieldAlert,
      action: t('sensitive.news.look'),
      onAction: onLook,
    })

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    async function look() {
      timer = undefined
      void cache.invalidateQueries({ queryKey: ['paged', ...hitsKey] })
      // What could not be asked now is asked when the next one comes.
      const unseen = await cache
        .fetchQuery(queries.sensitive.unseen.queryOptions({ staleTime: 0 }))
        .catch(() => undefined)
      if (!unseen?.latest || unseen.latest.hitId === told.current) return
      told.current = unseen.latest.hitId
      // Who looks at the list sees it there.
      if (location.pathname.endsWith('/sensitive-hits') && document.hasFocus()) return
      tell.current?.(unseen.count, unseen.latest)
    }
    const ask = () => {
      timer ??= setTimeout(() => void look(), Math.random() * calmMs)
    }
    ask()
    const stop = client.on('sensitiveHits', ask)
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [client, cache])
  return null
}
