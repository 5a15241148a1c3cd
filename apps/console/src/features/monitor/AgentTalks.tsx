import { useQuery } from '@tanstack/react-query'
import type { Conversation, MonitoredAgent } from '@youwen/contract'
import { visitorNameOf } from '@youwen/contract/visitor-name'
import { Button, Drawer } from 'antd'
import { MessagesSquare } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useNow } from '../../platform/now.ts'
import { durationOf } from '../../platform/time.ts'
import { useWidth } from '../../platform/width.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import styles from './AgentTalks.module.css'

interface Props {
  readonly agent: MonitoredAgent | undefined
  readonly onClose: () => void
  readonly onOpenConversation: (conversationId: string) => void
}

/** D4.3: what an agent is talking about now; opening one shows it live, without the visitor or the agent noticing. */
export function AgentTalks({ agent, onClose, onOpenConversation }: Props) {
  const { t } = useTranslation()
  const width = useWidth()
  const talks = useQuery(
    queries.conversation.list.queryOptions({
      input: { agentId: agent?.agentId ?? '', status: 'open', limit: 100 },
      enabled: agent !== undefined,
      refetchOnMount: 'always',
    }),
  )
  // The number of conversations is told live: another one means that the list is another one.
  const load = agent?.load
  const { refetch } = talks
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever the load changes
  useEffect(() => {
    if (load !== undefined) void refetch()
  }, [load])

  return (
    <Drawer
      open={agent !== undefined}
      onClose={onClose}
      size={Math.min(420, width)}
      title={agent && t('monitor.talksOf', { name: agent.name })}
      styles={{ body: { padding: 0 } }}
    >
      {talks.isError ? (
        <FailureState error={talks.error} onRetry={() => void refetch()} />
      ) : talks.isPending ? (
        <Skeleton rows={4} />
      ) : talks.data.items.length === 0 ? (
        <EmptyState icon={<MessagesSquare size={24} />} title={t('monitor.noTalks')} hint={t('monitor.noTalksHint')} />
      ) : (
        <ul className={styles.list}>
          {talks.data.items.map((talk) => (
            <Talk key={talk.conversationId} talk={talk} onOpen={() => onOpenConversation(talk.conversationId)} />
          ))}
        </ul>
      )}
    </Drawer>
  )
}

function Talk({ talk, onOpen }: { talk: Conversation; onOpen: () => void }) {
  const { t } = useTranslation()
  const now = useNow()
  const name = visitorNameOf(talk)
  return (
    <li className={styles.talk}>
      <span className={styles.words}>
        <b>{name}</b>
        <span>{talk.lastMessage?.text}</span>
        <small className="num">
          {t('monitor.lasts', { time: durationOf(now - Date.parse(talk.startedAt)) })}
          {talk.waitingSince !== null && (
            <em>{t('monitor.waits', { time: durationOf(now - Date.parse(talk.waitingSince)) })}</em>
          )}
        </small>
      </span>
      <Button size="small" onClick={onOpen}>
        {t('monitor.watch')}
      </Button>
    </li>
  )
}
