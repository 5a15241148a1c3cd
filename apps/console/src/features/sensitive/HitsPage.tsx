import type { SensitiveAction, SensitiveHit, SensitiveSide } from '@youwen/contract'
import { sensitiveSides } from '@youwen/contract/limits'
import { Button, Segmented, Table, type TableColumnsType, Tag } from 'antd'
import { ShieldCheck } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../platform/api.ts'
import { useLive } from '../../platform/live.ts'
import { useClock } from '../../platform/me.ts'
import { shortMoment } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page } from '../../ui/Page.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { ActionFilter } from './ActionFilter.tsx'
import { ActionMark } from './ActionMark.tsx'
import styles from './SensitivePage.module.css'
import { hitsKey, useSeen } from './unseen.ts'

interface Props {
  readonly onOpen: (conversationId: string, seq: number | null) => void
}

/** Where sensitive words were said, for whoever looks after agents: latest first. */
export function HitsPage({ onOpen }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const colleagues = useLive((state) => state.colleagues)
  const [side, setSide] = useState<SensitiveSide | 'all'>('all')
  const [action, setAction] = useState<SensitiveAction>()
  const list = usePaged(
    (page) => api.sensitive.hits({ limit: 50, ...(side !== 'all' && { side }), ...(action && { action }), ...page }),
    [...hitsKey, side, action],
  )
  const seen = useSeen()
  const latest = list.items[0]?.hitId
  // What lies on the screen is seen, also what comes in while it does.
  useEffect(() => {
    if (latest !== undefined) seen()
  }, [latest, seen])

  const columns: TableColumnsType<SensitiveHit> = [
    {
      title: t('sensitive.hits.at'),
      width: 110,
      className: 'num',
      render: (_, { at }) => shortMoment(clock, new Date(at), new Date()),
    },
    {
      title: t('sensitive.hits.who'),
      width: 240,
      ellipsis: true,
      render: (_, hit) =>
        t(`sensitive.hits.by.${hit.side}`, {
          name: hit.visitorName,
          agent: (hit.agentId && colleagues.get(hit.agentId)?.name) || t('conversation.someAgent'),
        }),
    },
    {
      title: t('sensitive.hits.words'),
      width: 200,
      render: (_, { words }) => words.map((word) => <Tag key={word}>{word}</Tag>),
    },
    { title: t('sensitive.hits.what'), width: 150, render: (_, hit) => <ActionMark action={hit.action} /> },
    {
      title: t('sensitive.hits.text'),
      ellipsis: true,
      render: (_, { text, seq, action: done }) =>
        text ?? (
          <span className={styles.note}>
            {t(seq === null || done === 'mask' ? 'sensitive.hits.notKept' : 'sensitive.hits.inChat')}
          </span>
        ),
    },
    {
      width: 120,
      align: 'right',
      render: (_, { conversationId, seq }) =>
        conversationId === null ? (
          <span className={styles.note}>{t('sensitive.hits.notSent')}</span>
        ) : (
          <Button size="small" onClick={() => onOpen(conversationId, seq)}>
            {t('sensitive.hits.open')}
          </Button>
        ),
    },
  ]

  return (
    <Page isWide title={t('sensitive.hits.title')} hint={t('sensitive.hits.hint')}>
      <div className={styles.tools}>
        <Segmented<SensitiveSide | 'all'>
          value={side}
          onChange={setSide}
          options={[
            { value: 'all', label: t('sensitive.hits.allSides') },
            ...sensitiveSides.map((value) => ({ value, label: t(`sensitive.sides.${value}`) })),
          ]}
        />
        <span className={styles.space} />
        <ActionFilter value={action} onChange={setAction} />
      </div>
      {list.isError ? (
        <FailureState error={list.error} onRetry={list.retry} />
      ) : (
        <Table
          size="middle"
          rowKey="hitId"
          columns={columns}
          dataSource={list.items}
          loading={list.isPending}
          pagination={false}
          scroll={{ x: 960 }}
          locale={{
            emptyText: (
              <EmptyState
                icon={<ShieldCheck size={24} />}
                title={t('sensitive.hits.none')}
                hint={t('sensitive.hits.noneHint')}
              />
            ),
          }}
        />
      )}
      <MoreButton of={list} />
    </Page>
  )
}
