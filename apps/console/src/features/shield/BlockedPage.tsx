import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Block, BlockNotice } from '@youwen/contract'
import { App, Button, Input, Table, type TableColumnsType } from 'antd'
import { ShieldBan } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, queries } from '../../platform/api.ts'
import { describe } from '../../platform/failure.ts'
import { useLive } from '../../platform/live.ts'
import { useClock } from '../../platform/me.ts'
import { momentOf } from '../../platform/time.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { Page, Section } from '../../ui/Page.tsx'
import { MoreButton, usePaged } from '../../ui/Paged.tsx'
import { AddAddress } from './AddAddress.tsx'

const listKey = ['blocks']

/** Who is kept out, by whom and until when; and what they read. */
export function BlockedPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const clock = useClock()
  const cache = useQueryClient()
  const colleagues = useLive((state) => state.colleagues)
  const list = usePaged((page) => queries.shield.blocks.call({ limit: 50, ...page }), listKey)
  const [isAdding, setIsAdding] = useState(false)
  const changed = () => void cache.invalidateQueries({ queryKey: ['paged', ...listKey] })
  const unblock = useMutation({
    mutationFn: (block: Block) => api.shield.unblock({ blockId: block.blockId }),
    onSuccess: () => {
      void message.success(t('shield.lifted'))
      changed()
    },
    onError: (error) => void message.error(describe(error)),
  })

  const columns: TableColumnsType<Block> = [
    {
      title: t('shield.who'),
      width: 240,
      render: (_, { target }) =>
        target.kind === 'address' ? <span className="num">{target.address}</span> : target.visitorName,
    },
    { title: t('shield.reason'), dataIndex: 'reason', ellipsis: true, render: (reason: string) => reason || '–' },
    {
      title: t('shield.by'),
      width: 120,
      ellipsis: true,
      render: (_, { agentId }) => colleagues.get(agentId)?.name ?? t('conversation.someAgent'),
    },
    {
      title: t('shield.since'),
      width: 170,
      className: 'num',
      render: (_, { createdAt }) => momentOf(clock, new Date(createdAt)),
    },
    {
      title: t('shield.until'),
      width: 170,
      className: 'num',
      render: (_, { until }) => (until ? momentOf(clock, new Date(until)) : t('shield.duration.always')),
    },
    {
      width: 100,
      align: 'right',
      render: (_, block) => (
        <Button
          size="small"
          loading={unblock.isPending && unblock.variables.blockId === block.blockId}
          onClick={() => unblock.mutate(block)}
        >
          {t('shield.lift')}
        </Button>
      ),
    },
  ]

  return (
    <Page
      isWide
      title={t('shield.blocked')}
      hint={t('shield.blockedHint')}
      actions={<Button onClick={() => setIsAdding(true)}>{t('shield.addAddress')}</Button>}
    >
      {list.isError ? (
        <FailureState error={list.error} onRetry={list.retry} />
      ) : (
        <Table
          size="middle"
          rowKey="blockId"
          columns={columns}
          dataSource={list.items}
          loading={list.isPending}
          pagination={false}
          scroll={{ x: 860 }}
          locale={{
            emptyText: (
              <EmptyState icon={<ShieldBan size={24} />} title={t('shield.nobody')} hint={t('shield.nobodyHint')} />
            ),
          }}
        />
      )}
      <MoreButton of={list} />
      <NoticeForm />
      {isAdding && <AddAddress onClose={() => setIsAdding(false)} onDone={changed} />}
    </Page>
  )
}

function NoticeForm() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const cache = useQueryClient()
  const kept = useQuery(queries.shield.notice.queryOptions())
  const [edited, setEdited] = useState<BlockNotice>()
  const save = useMutation({
    mutationFn: (notice: BlockNotice) => api.shield.saveNotice(notice),
    onSuccess: (notice) => {
      cache.setQueryData(queries.shield.notice.queryKey(), notice)
      setEdited(undefined)
      void message.success(t('app.saved'))
    },
    onError: (error) => void message.error(describe(error)),
  })
  const notice = edited ?? kept.data
  if (!notice) return null
  const isWhole = Object.values(notice).every((text) => text.trim() !== '')
  return (
    <div style={{ maxWidth: 640, marginTop: 32 }}>
      <Section title={t('shield.notice')} hint={t('shield.noticeHint')}>
        {(['zh-CN', 'en-US'] as const).map((locale) => (
          <Input.TextArea
            key={locale}
            rows={2}
            maxLength={200}
            lang={locale}
            style={{ marginBottom: 12 }}
            aria-label={t(`shield.noticeIn.${locale}`)}
            value={notice[locale]}
            onChange={(event) => setEdited({ ...notice, [locale]: event.target.value })}
          />
        ))}
        {edited && (
          <Button type="primary" disabled={!isWhole} loading={save.isPending} onClick={() => save.mutate(edited)}>
            {t('app.save')}
          </Button>
        )}
      </Section>
    </div>
  )
}
