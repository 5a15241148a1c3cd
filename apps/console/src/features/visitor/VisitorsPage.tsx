import { useQuery } from '@tanstack/react-query'
import type { LiveVisit } from '@youwen/contract'
import { Button, Drawer, Segmented, Table, type TableColumnsType, Tag } from 'antd'
import { Footprints } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { queries } from '../../platform/api.ts'
import { useNow } from '../../platform/now.ts'
import { placeOf } from '../../platform/place.ts'
import { durationOf } from '../../platform/time.ts'
import { useWidth } from '../../platform/width.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureState } from '../../ui/FailureState.tsx'
import { deviceOf, pathOf, regionOf, sourceOf } from './facts.ts'
import { VisitorPanel } from './VisitorPanel.tsx'
import styles from './VisitorsPage.module.css'

const refreshMs = 4_000
const most = 1_000

/** D5.1: who is on the sites now. */
export function VisitorsPage({ onOpenConversation }: { onOpenConversation: (conversationId: string) => void }) {
  const { t } = useTranslation()
  const width = useWidth()
  const [siteId, setSiteId] = useState<string>()
  const [chosenId, setChosenId] = useState<string>()
  const sites = useQuery(queries.company.sites.queryOptions({ staleTime: 60_000 }))
  const live = useQuery(
    queries.visitor.live.queryOptions({
      input: { limit: most, ...(siteId ? { siteId } : {}) },
      refetchInterval: refreshMs,
      placeholderData: (before) => before,
    }),
  )
  const siteNames = useMemo(() => new Map(sites.data?.map((site) => [site.siteId, site.name])), [sites.data])
  const visits = live.data?.visits ?? []
  const chosen = visits.find((visit) => visit.visitId === chosenId)
  const defaultName = (visit: LiveVisit) =>
    [placeOf(visit.region), siteNames.get(visit.siteId)].filter(Boolean).join(' ') || t('visitor.unnamed')

  const columns: TableColumnsType<LiveVisit> = [
    {
      title: t('visitor.one'),
      width: 200,
      ellipsis: true,
      fixed: width > 900 ? 'left' : false,
      render: (_, visit) => visit.visitorName || defaultName(visit),
    },
    { title: t('visitor.region'), width: 150, ellipsis: true, render: (_, visit) => regionOf(visit.region) },
    { title: t('visitor.source'), width: 170, ellipsis: true, render: (_, visit) => sourceOf(visit, t) },
    {
      title: t('visitor.currentPage'),
      width: 240,
      ellipsis: true,
      render: (_, visit) => visit.currentTitle || pathOf(visit.currentUrl),
    },
    { title: t('visitor.pages'), dataIndex: 'pageCount', width: 76, align: 'right', className: 'num' },
    {
      title: t('visitor.timeOnSite'),
      width: 96,
      align: 'right',
      className: 'num',
      render: (_, visit) => <Since at={visit.startedAt} />,
    },
    { title: t('visitor.visits'), dataIndex: 'visitCount', width: 90, align: 'right', className: 'num' },
    { title: t('visitor.device'), width: 170, ellipsis: true, render: (_, visit) => deviceOf(visit.device) },
    {
      title: t('visitor.state'),
      width: 110,
      render: (_, visit) =>
        visit.conversationId ? (
          <Tag color="blue">{t('visitor.inConversation')}</Tag>
        ) : (
          <Tag>{t('visitor.browsing')}</Tag>
        ),
    },
  ]

  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>{t('visitor.live')}</h1>
        {live.data && (
          <span className={`${styles.total} num`}>
            <i />
            {t('visitor.total', { count: live.data.total })}
          </span>
        )}
        {(sites.data?.length ?? 0) > 1 && (
          <Segmented
            value={siteId ?? ''}
            onChange={(value) => setSiteId(value || undefined)}
            options={[
              { value: '', label: t('visitor.allSites') },
              ...(sites.data ?? []).map((site) => ({ value: site.siteId, label: site.name })),
            ]}
          />
        )}
      </header>
      {live.isError && !live.data ? (
        <FailureState error={live.error} onRetry={() => void live.refetch()} />
      ) : live.data && visits.length === 0 ? (
        <EmptyState icon={<Footprints size={24} />} title={t('visitor.nobody')} hint={t('visitor.nobodyHint')} />
      ) : (
        <div className={styles.table}>
          <Table
            virtual
            size="middle"
            rowKey="visitId"
            columns={columns}
            dataSource={visits}
            loading={live.isPending}
            pagination={false}
            scroll={{ x: 1300, y: window.innerHeight - 130 }}
            rowClassName={styles.row ?? ''}
            onRow={(visit) => ({ onClick: () => setChosenId(visit.visitId) })}
          />
          {live.data && live.data.total > visits.length && (
            <p className={styles.note}>{t('visitor.onlyNewest', { count: visits.length })}</p>
          )}
        </div>
      )}
      <Drawer
        open={chosenId !== undefined}
        onClose={() => setChosenId(undefined)}
        size={Math.min(400, width)}
        title={t('visitor.details')}
        styles={{ body: { padding: 0 } }}
        extra={
          chosen?.conversationId && (
            <Button type="primary" onClick={() => chosen.conversationId && onOpenConversation(chosen.conversationId)}>
              {t('visitor.openConversation')}
            </Button>
          )
        }
      >
        {chosen && (
          <VisitorPanel
            visitorId={chosen.visitorId}
            visitId={chosen.visitId}
            defaultName={defaultName(chosen)}
            face={chosen.region.city || chosen.region.province}
          />
        )}
        {!chosen && chosenId && <EmptyState title={t('visitor.hasLeft')} hint={t('visitor.hasLeftHint')} />}
      </Drawer>
    </div>
  )
}

const Since = ({ at }: { at: string }) => durationOf(useNow() - Date.parse(at))
